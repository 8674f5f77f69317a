using System.Text;
using Marketplace.Adapters.Stripe;
using Marketplace.Payments;
using Marketplace.Payments.Hints;
using Marketplace.Payments.Messages;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Vocabulary;

namespace Marketplace.Rigs.Paying;

/// <summary>The real adapter of Stripe over the fake, in one process, with its messages told to the real inbox.</summary>
internal sealed class StripeAtRig
{
    private readonly StripeMessages messages;
    private readonly TakeHint take;

    public StripeAtRig(StripeFake fake, MarketClock clock, TakeHint take)
    {
        (Fake, this.take) = (fake, take);
        var options = new StripeOptions("sk_test_fake", ["whsec_fake"], null, new Uri("https://market.example"));
        var client = StripeGateway.Client(options, new HttpClient(new FakeStripeHandler(fake)));
        Gateway = new StripeGateway(options, client, clock);
        Books = new StripeBooks(client);
        messages = new StripeMessages(options, clock);
    }

    public StripeFake Fake { get; }

    public StripeGateway Gateway { get; }

    public StripeBooks Books { get; }

    /// <summary>Why a message was refused last.</summary>
    public string? Refused { get; private set; }

    /// <summary>What was to happen at Stripe happens, and what happened is told.</summary>
    public Task<int> Work()
    {
        Fake.MoveOn();
        return Fake.Tellings.Deliver(Tell);
    }

    /// <summary>As the endpoint for messages does.</summary>
    public async Task<int?> Tell(string body, string signature)
    {
        switch (messages.Read(Encoding.UTF8.GetBytes(body), signature))
        {
            case MessageRead.Told told:
                await take.Run(told.Event);
                return 200;
            case MessageRead.Refused refused:
                Refused = refused.Because;
                return 400;
            default:
                return 500;
        }
    }

    /// <summary>What the test page of the simulated provider lets happen, at Stripe's.</summary>
    public void Choose(string session, TestChoice choice)
    {
        switch (choice)
        {
            case TestChoice.Decline: Fake.Decline(session); return;
            case TestChoice.Leave: return;
            case TestChoice.PayLater: Fake.PayLater(session); return;
        }
        var when = Fake.Tellings.When;
        if (choice == TestChoice.PayUntold) Fake.Tellings.When = _ => [];
        if (choice == TestChoice.PayToldThrice) Fake.Tellings.When = _ => [(0, false), (2, false), (4, false)];
        Fake.Pay(session);
        Fake.Tellings.When = when;
        if (Fake.Session(session).Intent?.Charge is not { } charge) return;
        if (choice == TestChoice.PayRefundFails) Fake.RefundsFailOf.Add(charge.Id);
        if (choice == TestChoice.PayPayoutRefused) Fake.PayoutRefusalsOf[charge.Id] = 2;
    }
}
