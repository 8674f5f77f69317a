using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Marketplace.Tests.Architecture;

/// <summary>One type that mentions another, in a signature or in code; nested and generated types count as the type they stand in.</summary>
internal sealed record TypeUse(string FromNamespace, string From, string ToNamespace, string To)
{
    /// <summary>What the compiler writes to call the handlers of endpoints. It stands in no room, and mentions what the handlers mention.</summary>
    private const string OfEndpoints = "Microsoft.AspNetCore.Http.Generated";

    public override string ToString() => $"{FromNamespace}.{From} → {ToNamespace}.{To}";

    public static IReadOnlyCollection<TypeUse> In(ModuleDefinition module) =>
        [.. module.Types.Where(type => type.Namespace != OfEndpoints).SelectMany(type => Mentions(type).SelectMany(Parts).Select(to => Use(type, to))).Where(use => use.From != use.To || use.FromNamespace != use.ToNamespace).Distinct()];

    private static TypeUse Use(TypeDefinition from, TypeReference to)
    {
        var outer = to;
        while (outer.DeclaringType is not null) outer = outer.DeclaringType;
        return new TypeUse(from.Namespace, from.Name, outer.Namespace, outer.Name);
    }

    private static IEnumerable<TypeReference> Mentions(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Select(a => a.AttributeType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Properties.Select(p => p.PropertyType),
        .. type.Methods.SelectMany(OfMethod),
        .. type.NestedTypes.SelectMany(Mentions),
    ];

    private static IEnumerable<TypeReference> OfMethod(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.GenericParameters.SelectMany(g => g.Constraints).Select(c => c.ConstraintType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType).Concat(method.Body.Instructions.SelectMany(OfInstruction)) : [],
    ];

    private static IEnumerable<TypeReference> OfInstruction(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod generic => [generic.DeclaringType, .. generic.GenericArguments],
        MethodReference called => [called.DeclaringType],
        FieldReference field => [field.DeclaringType],
        _ => [],
    };

    /// <summary>A constructed type mentions its arguments too.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
