namespace Tempest.Application.Storage;

/// <summary>The moments of the command path between which a host may die. Tests make it die there.</summary>
public enum Moment
{
    BeforeReading,
    Decided,
    InDoubt,
    Committed,
}

/// <summary>Called at each moment; an exception from it ends the attempt as the end of the process would.</summary>
public delegate void AtMoment(Moment moment);
