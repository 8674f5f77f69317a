using Microsoft.Playwright; using Xunit;
namespace Marketplace.EndToEnd.Tests;
[Collection(OnTheSite.Name)]
public sealed class Explore(Site site) {
 [Fact] public async Task Flow() {
  var people = await site.Get("dev/people"); string id = people.EnumerateArray().Select(p=>p.GetProperty("id").GetString()!).First(p=>p.StartsWith("editor-", StringComparison.Ordinal)); var prv=id["editor-".Length..];
  var page = await site.ActingAs(id);
  async Task Snap(string n) { Console.WriteLine($"##### {n} {page.Url}\n" + await page.Locator("main").AriaSnapshotAsync()); }
  await page.GotoAsync($"/providers/{prv}/certificates/import");
  await page.GetByLabel("Paste the table").FillAsync("number,standard_id,evidence_type,marks,mra,issuer,valid_from,valid_until,activity,object,parameter,method,edition\nCNAS L90001 DEMO,iso-iec-17025-2017,accreditation,CNAS ILAC-MRA,yes,CNAS,2025-01-01,2028-01-01,testing,routers,electrostatic discharge immunity,GB/T 17626.2,2018");
  await page.GetByRole(AriaRole.Button, new(){Name="Check the table"}).ClickAsync();
  await Snap("checked");
  await page.GetByRole(AriaRole.Button, new(){NameRegex=new("Store|Import|Save")}).First.ClickAsync();
  await Snap("stored");
  await page.GotoAsync("/listings/new"); await page.GetByText("TC · Testing and calibration").ClickAsync(); await page.GetByLabel("Electrical, EMC").CheckAsync();
  await page.Locator("main").GetByRole(AriaRole.Button).Last.ClickAsync();
  await Snap("new listing");
  var edit = page.Url;
  foreach (var s in new[]{"evidence","service","scope","conformity","method","delivery","commercial","legal"}) { await page.GotoAsync(edit.TrimEnd('/')+"/"+s); await Snap(s); }
  await page.GotoAsync(edit.Replace("/edit","/publish")); await Snap("publish");
 } }
