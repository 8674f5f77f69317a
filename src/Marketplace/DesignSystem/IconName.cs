namespace Marketplace.DesignSystem;

public enum IconName
{
    Check, Cross, Dash, Question, Clock, Pause, Register, Document, Pen, Speech, Warning, Info, Search, Arrow, Sun, Moon, Screen, Bell,
}

/// <summary>What a tag or a notice wants to say; its colour follows, and never says it alone.</summary>
public enum Tone { Plain, Info, Good, Warn, Bad }

internal static class Tones
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Info => "info", Tone.Good => "good", Tone.Warn => "warn", Tone.Bad => "bad", _ => "plain",
    };
}
