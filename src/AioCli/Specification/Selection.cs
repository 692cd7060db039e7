using System.Collections.Immutable;
using AioCli.Shell;
using AioSpec.Catalogue;
using AioSpec.Text;

namespace AioCli.Specification;

/// <summary>What of the catalogue is asked for: a requirement, a race, the requirements of a group, or all of them.</summary>
internal sealed record Selection(ImmutableArray<Requirement> Requirements, ImmutableArray<Race> Races, bool IsOne)
{
    /// <summary>By id or by the name of a group, in upper or lower case; null for everything.</summary>
    /// <exception cref="UserError">There is no such id.</exception>
    public static Selection Of(string? id)
    {
        if (id is null) return new Selection(AioSpec.Catalogue.Requirements.All, AioSpec.Catalogue.Races.All, false);
        var requirements = AioSpec.Catalogue.Requirements.All;
        if (requirements.FirstOrDefault(r => Same(r.Id, id)) is { } requirement) return new Selection([requirement], [], true);
        if (AioSpec.Catalogue.Races.All.FirstOrDefault(r => Same(r.Id, id)) is { } race) return new Selection([], [race], true);
        var group = requirements.Where(r => Same(r.Group.Name, id)).ToImmutableArray();
        return group.Length > 0 ? new Selection(group, [], false) : throw Unknown(id);
    }

    private static UserError Unknown(string id)
    {
        var groups = AioSpec.Catalogue.Requirements.Groups.Select(g => g.Name).ToList();
        var ids = AioSpec.Catalogue.Requirements.All.Select(r => r.Id).Concat(AioSpec.Catalogue.Races.All.Select(r => r.Id)).Concat(groups);
        var advice = Nearest.Word(id, ids) is { } nearest
            ? $"did you mean '{nearest}'?"
            : "expected an id such as CANCEL-04, a race such as R07, or a group such as CANCEL; 'aiosim spec' lists all";
        return new UserError($"aiosim: there is no requirement, race or group '{id}'; {advice}");
    }

    private static bool Same(string known, string given) => string.Equals(known, given, StringComparison.OrdinalIgnoreCase);
}
