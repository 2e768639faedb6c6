using System.Globalization;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.Templates;

/// <summary>Expected outcomes of working with templates.</summary>
public static class TemplateFailures
{
    /// <summary>There is no such template, or no such version of it.</summary>
    public static readonly Failure NotFound = new(
        FailureKind.NotFound, "templates.not_found", "There is no template with this name, or it has no such version any more.");

    /// <summary>Another template of the tenant has the name.</summary>
    public static readonly Failure NameTaken = new(
        FailureKind.Conflict, "templates.name_taken", "There is a template with this name already. PATCH it to give it a new version.");

    /// <summary>The template comes with the program.</summary>
    public static readonly Failure BuiltIn = new(
        FailureKind.Conflict, "templates.built_in", "This template comes with the program and stays as it is. POST its HTML under a name of your own to change it.");

    /// <summary>The caller's <c>If-Match</c> names an older version.</summary>
    public static readonly Failure VersionChanged = new(
        FailureKind.PreconditionFailed,
        "templates.version_changed",
        "The template was changed since you read it. Read it again and repeat the change with its new ETag.");

    /// <summary>A project or route names the template.</summary>
    public static readonly Failure InUse = new(
        FailureKind.Conflict,
        "templates.in_use",
        "A project or a route names this template, with or without a version. Give those another template first.");

    /// <summary>All versions are in use, so that none can go for a new one.</summary>
    public static readonly Failure TooManyVersions = new(
        FailureKind.Conflict,
        "templates.too_many_versions",
        string.Create(CultureInfo.InvariantCulture, $"The template has {Template.MaxVersions} versions that are all in use, and may have no more. Let projects and routes name fewer of them."));
}
