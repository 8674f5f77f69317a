using System.Runtime.CompilerServices;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Api;

/// <summary>
/// Refuses a query that an endpoint of the API would not understand in full: a parameter that its handler does not take, or one that is
/// given twice where a single value is taken. A misspelt filter that is ignored answers another question than was asked.
/// </summary>
public static class KnownParameters
{
    /// <summary>Taken by every endpoint: the language of the answer.</summary>
    private const string Language = "lang";

    /// <summary>So many problems of one query are named.</summary>
    public const int MostProblems = 20;

    private static readonly ConditionalWeakTable<Endpoint, Dictionary<string, bool>> known = [];

    /// <summary>Marks an endpoint that looks through its query itself.</summary>
    public static RouteHandlerBuilder ChecksItsQuery(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new OwnCheck());

    /// <summary>What is wrong with the names in the request's query; null where nothing is.</summary>
    public static Refusal? Check(HttpContext http)
    {
        if (!http.Request.QueryString.HasValue || http.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<OwnCheck>() is not null) return null;

        var takes = known.GetValue(endpoint, static it => ParametersOf((RouteEndpoint)it));
        var problems = new List<Problem>();
        foreach (var (name, values) in http.Request.Query)
        {
            if (name == Language)
            {
                if (values.Count != 1 || values[0] is not ("zh" or "en"))
                    problems.Add(new Problem("bad_value", new Bilingual("lang 只能是 zh 或 en。", "lang is zh or en."), name));
            }
            else if (!takes.TryGetValue(name, out var many)) problems.Add(Unknown(name));
            else if (!many && values.Count > 1) problems.Add(Repeated(name));
            if (problems.Count == MostProblems) break;
        }

        return problems.Count == 0 ? null : new Refusal(RefusalKind.Invalid, problems);
    }

    public static Problem Unknown(string name) => new("unknown_parameter", new Bilingual("没有这个参数。", "There is no such parameter."), Shown(name));

    public static Problem Repeated(string name) => new("repeated_parameter", new Bilingual("此参数只能给出一次。", "This parameter may be given only once."), name);

    /// <summary>A parameter's name as it may be said back: it is a stranger's text.</summary>
    public static string Shown(string name) => CleanText.Check(name, "", 60) is null ? name : "?";

    /// <summary>The handler's own parameters that routing does not fill, and whether each takes many values.</summary>
    private static Dictionary<string, bool> ParametersOf(RouteEndpoint endpoint) => endpoint.Metadata.OfType<IParameterBindingMetadata>()
        .Where(it => endpoint.RoutePattern.GetParameter(it.Name) is null && (it.HasTryParse || it.ParameterInfo.ParameterType == typeof(string) || it.ParameterInfo.ParameterType.IsArray))
        .ToDictionary(it => it.Name, it => it.ParameterInfo.ParameterType.IsArray, StringComparer.OrdinalIgnoreCase);

    private sealed class OwnCheck;
}
