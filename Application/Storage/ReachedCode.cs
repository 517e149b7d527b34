using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tempest.Application.Storage;

/// <summary>
/// Which of Tempest's own code may run when an instruction names a member: not only the method that is called, but also
/// what overrides it, what sets a static field, and what others may call on an object that is made (an iterator, a
/// comparer).
/// </summary>
internal static class ReachedCode
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<MethodBase> By(MemberInfo? member) =>
        member?.DeclaringType is not { } owner || !StateShape.IsOurs(owner) ? [] : member switch
        {
            FieldInfo { IsStatic: true } => owner.TypeInitializer is { } initializer ? [initializer] : [],
            ConstructorInfo made => [made, .. CalledByOthers(owner)],
            MethodInfo { IsVirtual: true, IsStatic: false } called => [called, .. Overrides(owner, called)],
            MethodBase called => [called],
            _ => [],
        };

    /// <summary>What the compiler writes into a record follows from its shape, which is described elsewhere.</summary>
    private static bool IsWritten(MethodInfo method) => !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static IEnumerable<MethodInfo> CalledByOthers(Type owner) =>
        owner.GetMethods(Declared).Where(method => method.IsVirtual && IsWritten(method))
            .OrderBy(Name, StringComparer.Ordinal);

    private static IEnumerable<MethodInfo> Overrides(Type owner, MethodInfo called) => owner.Assembly.GetTypes()
        .Where(type => type != owner && type is { IsInterface: false, ContainsGenericParameters: false }
            && owner.IsAssignableFrom(type))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => owner.IsInterface ? Implementation(type, owner, called) : Overriding(type, called))
        .Where(IsWritten);

    private static IEnumerable<MethodInfo> Implementation(Type type, Type owner, MethodInfo called)
    {
        var map = type.GetInterfaceMap(owner);
        return map.TargetMethods.Where((_, at) => map.InterfaceMethods[at] == called);
    }

    private static IEnumerable<MethodInfo> Overriding(Type type, MethodInfo called) =>
        type.GetMethods(Declared).Where(method => method.GetBaseDefinition() == called.GetBaseDefinition());

    private static string Name(MethodInfo method) => method.ToString() ?? method.Name;
}
