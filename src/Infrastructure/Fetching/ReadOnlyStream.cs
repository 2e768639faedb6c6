namespace PearlIo.Infrastructure.Fetching;

/// <summary>A stream that is read from front to end.</summary>
internal abstract class ReadOnlyStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected Stream Inner => inner;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What comes from outside is read asynchronously only.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A stream of so many bytes and no more.</summary>
/// <param name="inner">The stream.</param>
/// <param name="maxBytes">Most bytes.</param>
/// <param name="isCut">Whether it ends there; otherwise reading further throws.</param>
internal sealed class BoundedStream(Stream inner, long maxBytes, bool isCut = false) : ReadOnlyStream(inner)
{
    private long _left = maxBytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var asked = isCut ? buffer[..(int)Math.Min(buffer.Length, _left)] : buffer;
        var read = asked.IsEmpty ? 0 : await Inner.ReadAsync(asked, cancellationToken);
        _left -= read;
        return _left >= 0 ? read : throw new IOException("There are more bytes than may be read.");
    }
}

/// <summary>A stream whose first bytes can be looked at before it is read.</summary>
internal sealed class PeekedStream(Stream inner) : ReadOnlyStream(inner)
{
    private ReadOnlyMemory<byte> _peeked;

    /// <summary>Whether the stream begins with some bytes; asked once, before anything is read.</summary>
    public async Task<bool> StartsWithAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[bytes.Length];
        var read = await Inner.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        _peeked = buffer.AsMemory(0, read);
        return _peeked.Span.SequenceEqual(bytes.Span);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_peeked.IsEmpty)
        {
            return Inner.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _peeked.Length);
        _peeked[..count].CopyTo(buffer);
        _peeked = _peeked[count..];
        return ValueTask.FromResult(count);
    }
}
