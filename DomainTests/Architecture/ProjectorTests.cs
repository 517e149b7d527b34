using System.Reflection;
using Shouldly;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Architecture;

/// <summary>Whoever counts what happened cannot ask for anything: neither projections nor what carries them on have a port for it.</summary>
public sealed class ProjectorTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Nothing_that_counts_has_a_port_for_commands()
    {
        var reporting = typeof(Projector).Assembly.GetTypes().Where(type => type.Namespace == typeof(Projector).Namespace).ToArray();
        reporting.ShouldContain(typeof(Projector));
        reporting.SelectMany(type => PortsForCommands(type).Select(port => $"{type.Name} has {port.Name}")).ShouldBeEmpty();
    }

    [Fact]
    public void A_port_for_commands_is_noticed() =>
        PortsForCommands(typeof(QueueWorker)).ShouldContain(typeof(IStorage));

    private static IEnumerable<Type> PortsForCommands(Type type) =>
        type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType))
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType))
            .Where(port => port.IsAssignableTo(typeof(IExecutor)) || port.IsAssignableTo(typeof(IQueue)))
            .Distinct();
}
