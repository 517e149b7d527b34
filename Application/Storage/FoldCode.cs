using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace Tempest.Application.Storage;

/// <summary>
/// A method's instructions as text, with every token resolved to a name, so that only a change of this code changes it;
/// followed into all of Tempest's own code that may run because of it (<see cref="ReachedCode"/>).
/// </summary>
internal sealed class FoldCode(StringBuilder text)
{
    private static readonly FrozenDictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Value);

    private readonly HashSet<MethodBase> seen = [];

    public void Describe(MethodBase method)
    {
        if (!seen.Add(method) || method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
            return;

        text.Append("code ").Append(method.DeclaringType).Append("::").Append(method).Append('\n');
        var called = new List<MethodBase>();
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | code[at++]));
            var instruction = OpCodesByValue[value];
            text.Append("  ").Append(instruction.Name).Append(' ');
            at += Operand(method, code.AsSpan(at), instruction.OperandType, called);
            text.Append('\n');
        }

        foreach (var clause in body.ExceptionHandlingClauses) text.Append("  ").Append(clause).Append('\n');
        foreach (var next in called) Describe(next);
    }

    /// <returns>How many bytes the operand takes.</returns>
    private int Operand(MethodBase method, ReadOnlySpan<byte> code, OperandType kind, List<MethodBase> called)
    {
        switch (kind)
        {
            case OperandType.InlineNone:
                return 0;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                text.Append(code[0]);
                return 1;
            case OperandType.InlineVar:
                text.Append(BinaryPrimitives.ReadInt16LittleEndian(code));
                return 2;
            case OperandType.InlineI8 or OperandType.InlineR:
                text.Append(BinaryPrimitives.ReadInt64LittleEndian(code));
                return 8;
            case OperandType.InlineString:
                text.Append(method.Module.ResolveString(BinaryPrimitives.ReadInt32LittleEndian(code)));
                return 4;
            case OperandType.InlineSwitch:
                var targets = BinaryPrimitives.ReadInt32LittleEndian(code);
                text.Append(Convert.ToHexString(code[..(4 + (4 * targets))]));
                return 4 + (4 * targets);
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                Member(method, BinaryPrimitives.ReadInt32LittleEndian(code), called);
                return 4;
            default:
                text.Append(BinaryPrimitives.ReadInt32LittleEndian(code));
                return 4;
        }
    }

    private void Member(MethodBase method, int token, List<MethodBase> called)
    {
        var member = method.Module.ResolveMember(
            token,
            method.DeclaringType?.GetGenericArguments(),
            method.IsGenericMethod ? method.GetGenericArguments() : null);
        text.Append(member?.DeclaringType).Append("::").Append(member);
        called.AddRange(ReachedCode.By(member));
    }
}
