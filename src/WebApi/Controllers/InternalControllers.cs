using System.Reflection;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace PearlIo.WebApi.Controllers;

/// <summary>Finds controllers although they are internal: nothing outside the program names them.</summary>
internal sealed class InternalControllers : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) =>
        typeInfo.IsClass && !typeInfo.IsAbstract && typeInfo.IsAssignableTo(typeof(ApiController));
}
