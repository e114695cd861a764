using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// The behaviour for users that every lane must have. Each test creates its own users and products, so the tests of a lane share one system
/// and run in any order. Each part of this class has the tests of one subject.
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
