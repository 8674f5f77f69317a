using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Marketplace.Tests.Architecture;

/// <summary>A small assembly made on the spot, with just the violation that a rule must find.</summary>
internal sealed class Planted : IDisposable
{
    private readonly AssemblyDefinition assembly =
        AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Planted", new Version(1, 0)), "Planted", ModuleKind.Dll);

    public ModuleDefinition Module => assembly.MainModule;

    public TypeDefinition Class(string space, string name) => Add(space, name, TypeAttributes.Public | TypeAttributes.Class);

    public TypeDefinition Interface(string space, string name) => Add(space, name, TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);

    /// <summary>Lets the class mention the other only inside the code of a method.</summary>
    public void Mention(TypeDefinition from, TypeReference to)
    {
        var method = new MethodDefinition("Run", MethodAttributes.Public, Module.TypeSystem.Void);
        method.Body.GetILProcessor().Append(Instruction.Create(OpCodes.Ldtoken, to));
        method.Body.GetILProcessor().Append(Instruction.Create(OpCodes.Ret));
        from.Methods.Add(method);
    }

    public void Constructor(TypeDefinition of, params IEnumerable<TypeReference> parameters)
    {
        var constructor = new MethodDefinition(".ctor", MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, Module.TypeSystem.Void);
        foreach (var parameter in parameters) constructor.Parameters.Add(new ParameterDefinition(parameter));
        of.Methods.Add(constructor);
    }

    public TypeReference Foreign(string space, string name) =>
        new(space, name, Module, new AssemblyNameReference("Elsewhere", new Version(1, 0)), valueType: true);

    public void Dispose() => assembly.Dispose();

    private TypeDefinition Add(string space, string name, TypeAttributes attributes)
    {
        var type = new TypeDefinition(space, name, attributes, Module.TypeSystem.Object);
        Module.Types.Add(type);
        return type;
    }
}
