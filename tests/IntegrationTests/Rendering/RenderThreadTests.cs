using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

public sealed class RenderThreadTests : IDisposable
{
    private readonly ServiceProvider _provider = Renderers.Provide(threads: 1, queueLength: 2);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _gate = new();

    [Fact]
    public async Task A_full_queue_refuses_a_card()
    {
        var running = await OccupyThread();
        var waiting = Enumerable.Range(0, 2).Select(_ => Render()).ToList();

        var refused = await Render();

        Assert.Equal((FailureKind.TooBusy, "renderer.queue_full"), (refused.Failure?.Kind, refused.Failure?.Code));
        _gate.Set();
        Assert.All(await Task.WhenAll(waiting.Append(running)), result => Assert.Null(result.Failure));
    }

    [Fact]
    public async Task A_card_cancelled_before_it_starts_is_dropped()
    {
        using var leaving = new CancellationTokenSource();
        var running = await OccupyThread();
        var hasRun = false;
        var dropped = _provider.Renderer().RunAsync(workspace => Note(workspace, () => hasRun = true), default, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        _gate.Set();
        await running;
        await Render();
        Assert.False(hasRun);
    }

    [Fact]
    public async Task A_card_that_has_started_is_finished()
    {
        using var leaving = new CancellationTokenSource();
        var running = await OccupyThread(leaving.Token);

        await leaving.CancelAsync();
        _gate.Set();

        Assert.Null((await running).Failure);
    }

    [Fact]
    public async Task A_cancelled_token_draws_nothing()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _provider.Renderer().RenderAsync(Renderers.Card(), Renderers.Output(), default, new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_card_that_fails_fails_alone()
    {
        var failing = _provider.Renderer().RunAsync(_ => throw new InvalidDataException("This one."), default, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Null((await Render()).Failure);
        Assert.True(_provider.Renderer().IsRunning);
    }

    [Fact]
    public async Task Disposing_finishes_what_was_accepted()
    {
        var renderer = _provider.Renderer();
        var running = await OccupyThread();
        var waiting = Render();
        var disposing = Task.Run(renderer.Dispose);

        _gate.Set();

        await disposing;
        Assert.Null((await running).Failure);
        Assert.Null((await waiting).Failure);
        Assert.False(renderer.IsRunning);
        Assert.Equal("renderer.queue_full", (await Render()).Failure?.Code);
    }

    [Fact]
    public void Render_threads_give_way_to_requests()
    {
        using var provider = Renderers.Provide(threads: 3);

        Assert.All(provider.Renderer().NativeThreadIds, id => Assert.Equal(RenderThread.Niceness, NicenessOf(id)));
    }

    [Theory]
    [InlineData(ReturnType.Png)]
    [InlineData(ReturnType.Webp)]
    public async Task A_render_thread_offers_its_core_far_more_often_than_the_kernel_takes_it(ReturnType format)
    {
        var renderer = _provider.Renderer();
        var thread = renderer.NativeThreadIds.Single();
        await Render(format);
        using var other = BusyThread.Beside(thread);
        var before = ThreadTimes.Of(thread);
        ThreadTimes used;
        do
        {
            Assert.Null((await Render(format)).Failure);
            used = ThreadTimes.Of(thread) - before;
        }
        while (used.Cpu < TimeSpan.FromMilliseconds(100));

        // A kernel changes threads after 3 to 4 ms by itself.
        Assert.True(used.Switches > used.Cpu.TotalMilliseconds / 2, $"{used.Switches} changes in {used.Cpu.TotalMilliseconds:0} ms of drawing");
    }

    public void Dispose()
    {
        _gate.Set();
        _provider.Dispose();
        _gate.Dispose();
    }

    private static int NicenessOf(int threadId)
    {
        // The fields after the name, which stands in brackets and may hold spaces; niceness is the 19th of all.
        var stat = File.ReadAllText(FormattableString.Invariant($"/proc/self/task/{threadId}/stat"));
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static RenderedCard Note(RenderWorkspace workspace, Action note)
    {
        note();
        return workspace.RenderCard(BuiltInTemplates.Find("article")!, Renderers.Card(), Renderers.Output());
    }

    private Task<Result<RenderedCard>> Render(ReturnType format = ReturnType.Png)
        => _provider.Renderer().RenderAsync(Renderers.Card(), Renderers.Output(format), default, CancellationToken.None);

    private async Task<Task<Result<RenderedCard>>> OccupyThread(CancellationToken cancellationToken = default)
    {
        var running = _provider.Renderer().RunAsync(
            workspace => Note(
                workspace,
                () =>
                {
                    _started.SetResult();
                    _gate.Wait(CancellationToken.None);
                }),
            default,
            cancellationToken);
        await _started.Task;
        return running;
    }
}
