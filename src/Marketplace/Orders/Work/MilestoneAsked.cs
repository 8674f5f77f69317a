namespace Marketplace.Orders.Work;

/// <summary>What can be done about a milestone on its order's page.</summary>
public enum MilestoneAct { Fund, Deliver, AskChanges, Accept, Cancel, Refund, Transfer, ReportPaid, Received, NotArrived, RefundArrived }

/// <summary>That somebody wants it done.</summary>
public sealed record MilestoneAsked(int Number, MilestoneAct Act);
