using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// What every system does for its users, whatever it runs on. Each test makes its own users and products, so the tests of a lane share one
/// system and run in any order. The parts of this class are grouped by what a user does.
/// </summary>
public abstract partial class OrderSystemSuite
{
    private readonly Lane _lane;

    protected OrderSystemSuite(Lane lane)
    {
        Requires.NoneMissing(lane.Unavailable);
        _lane = lane;
    }

    private Storefront Shop => _lane.Shop;

    private Caller Anyone => Shop.Anyone;
}
