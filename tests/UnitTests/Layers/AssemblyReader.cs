using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PearlIo.UnitTests.Layers;

/// <summary>
/// Reads from a built assembly which types each of its types names: bases, interfaces, attributes, constraints, signatures,
/// local variables, caught exceptions and every token in the code of its methods.
/// </summary>
internal sealed class AssemblyReader : IDisposable
{
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => (ushort)o.Value, o => o.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    public AssemblyReader(Assembly assembly)
    {
        _file = new PEReader(File.OpenRead(assembly.Location));
        _metadata = _file.GetMetadataReader();
    }

    /// <summary>Names of the assemblies that the compiler found needed.</summary>
    public IReadOnlyList<string> References => [.. _metadata.AssemblyReferences
        .Select(r => _metadata.GetString(_metadata.GetAssemblyReference(r).Name))
        .Order(StringComparer.Ordinal)];

    /// <summary>Full names of the types in a namespace and those below it, with the full names of all types that each names.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> TypesUnder(string prefix)
    {
        var types = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var name = NameOf(handle);
            if (name.StartsWith(prefix + ".", StringComparison.Ordinal))
            {
                types.Add(name, NamedBy(handle));
            }
        }

        return types;
    }

    public void Dispose() => _file.Dispose();

    private HashSet<string> NamedBy(TypeDefinitionHandle handle)
    {
        var names = new Names(this);
        var type = _metadata.GetTypeDefinition(handle);
        names.Add(type.BaseType);
        names.AddAttributes(type.GetCustomAttributes());
        names.AddConstraints(type.GetGenericParameters());
        foreach (var implementation in type.GetInterfaceImplementations())
        {
            names.Add(_metadata.GetInterfaceImplementation(implementation).Interface);
        }

        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(names, null);
            names.AddAttributes(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_metadata.GetPropertyDefinition))
        {
            property.DecodeSignature(names, null);
            names.AddAttributes(property.GetCustomAttributes());
        }

        foreach (var raised in type.GetEvents().Select(_metadata.GetEventDefinition))
        {
            names.Add(raised.Type);
            names.AddAttributes(raised.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            AddMethod(names, method);
        }

        return names.Found;
    }

    private void AddMethod(Names names, MethodDefinition method)
    {
        method.DecodeSignature(names, null);
        names.AddAttributes(method.GetCustomAttributes());
        names.AddConstraints(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters().Select(_metadata.GetParameter))
        {
            names.AddAttributes(parameter.GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        names.Add(body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
        {
            names.Add(region.CatchType);
        }

        foreach (var token in Tokens(body.GetILReader()))
        {
            names.Add(token);
        }
    }

    private static List<EntityHandle> Tokens(BlobReader code)
    {
        var tokens = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            ushort opCode = code.ReadByte();
            opCode = opCode == 0xFE ? (ushort)(0xFE00 | code.ReadByte()) : opCode;
            switch (Operands[opCode])
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    tokens.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineSwitch:
                    // Read first: the left side of += would be evaluated before the count is passed.
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }

        return tokens;
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var name = _metadata.GetString(type.Name);
        return type.GetDeclaringType().IsNil
            ? Join(_metadata.GetString(type.Namespace), name)
            : NameOf(type.GetDeclaringType()) + "+" + name;
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        var name = _metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope) + "+" + name
            : Join(_metadata.GetString(type.Namespace), name);
    }

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    // Collects names as a side effect of decoding signatures; what it hands back means nothing.
    private sealed class Names(AssemblyReader owner) : ISignatureTypeProvider<bool, object?>
    {
        private readonly MetadataReader _metadata = owner._metadata;

        public HashSet<string> Found { get; } = new(StringComparer.Ordinal);

        public void Add(EntityHandle handle)
        {
            if (handle.IsNil)
            {
                return;
            }

            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    Found.Add(owner.NameOf((TypeDefinitionHandle)handle));
                    break;
                case HandleKind.TypeReference:
                    Found.Add(owner.NameOf((TypeReferenceHandle)handle));
                    break;
                case HandleKind.TypeSpecification:
                    _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                    break;
                case HandleKind.FieldDefinition:
                    var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                    Add(field.GetDeclaringType());
                    field.DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                    Add(method.GetDeclaringType());
                    method.DecodeSignature(this, null);
                    break;
                case HandleKind.MemberReference:
                    AddMember(_metadata.GetMemberReference((MemberReferenceHandle)handle));
                    break;
                case HandleKind.MethodSpecification:
                    var instance = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(instance.Method);
                    instance.DecodeSignature(this, null);
                    break;
                case HandleKind.StandaloneSignature:
                    AddSignature(_metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                    break;
                default:
                    throw new NotSupportedException($"A token of kind {handle.Kind} is not read yet.");
            }
        }

        public void AddAttributes(CustomAttributeHandleCollection attributes)
        {
            foreach (var attribute in attributes)
            {
                Add(_metadata.GetCustomAttribute(attribute).Constructor);
            }
        }

        public void AddConstraints(GenericParameterHandleCollection parameters)
        {
            foreach (var constraint in parameters.SelectMany(p => _metadata.GetGenericParameter(p).GetConstraints()))
            {
                Add(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => AddThis(handle);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => AddThis(handle);

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            AddThis(handle);

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;

        private bool AddThis(EntityHandle handle)
        {
            Add(handle);
            return true;
        }

        private void AddMember(MemberReference member)
        {
            Add(member.Parent);
            if (member.GetKind() == MemberReferenceKind.Field)
            {
                member.DecodeFieldSignature(this, null);
            }
            else
            {
                member.DecodeMethodSignature(this, null);
            }
        }

        private void AddSignature(StandaloneSignature signature)
        {
            if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
            {
                signature.DecodeLocalSignature(this, null);
            }
            else
            {
                signature.DecodeMethodSignature(this, null);
            }
        }
    }
}
