namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Whether it pays that turns follow each other. They are half as large then, and each costs the server something that does
/// not depend on its size, a disk's acknowledgement above all; what is gained is the time this host takes to prepare them.
/// </summary>
/// <param name="upTo">How many times as long as its preparation a turn may take at the server for it to pay.</param>
internal sealed class Gain(double upTo)
{
    /// <summary>How much the last turn counts beside all before it.</summary>
    private const double Weight = 1 / 16.0;

    private double preparing, storing;

    public bool Pays => upTo > 0 && storing <= upTo * preparing;

    /// <param name="prepared">How long the turn was decided and written.</param>
    /// <param name="stored">How long the server then had nothing else of this lane to do.</param>
    public void Took(TimeSpan prepared, TimeSpan stored)
    {
        preparing += Weight * (prepared.TotalMicroseconds - preparing);
        storing += Weight * (stored.TotalMicroseconds - storing);
    }
}
