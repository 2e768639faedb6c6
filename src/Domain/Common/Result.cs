using System.Diagnostics.CodeAnalysis;

namespace PearlIo.Domain.Common;

/// <summary>Something that can be made from a <see cref="Failure"/>; lets a pipeline answer for any result type.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IFailable<out TSelf>
{
    /// <summary>The failure, or null on success.</summary>
    Failure? Failure { get; }

    /// <summary>Makes the failed form.</summary>
    static abstract TSelf Fail(Failure failure);
}

/// <summary>Either a value or a <see cref="Domain.Common.Failure"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Result<T> : IFailable<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>The failure, or null on success.</summary>
    public Failure? Failure { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => Failure is null
        ? _value!
        : throw new InvalidOperationException($"The result is the failure '{Failure.Code}' and has no value.");

    /// <summary>Tells success from failure and hands out whichever it is.</summary>
    public bool TryGetValue([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        value = _value;
        failure = Failure;
        return failure is null;
    }

    /// <inheritdoc />
    public static Result<T> Fail(Failure failure) => new(default, failure);

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => FromValue(value);

    /// <summary>A failure.</summary>
    public static implicit operator Result<T>(Failure failure) => Fail(failure);

    /// <summary>A success.</summary>
    public static Result<T> FromValue(T value) => new(value, failure: null);
}
