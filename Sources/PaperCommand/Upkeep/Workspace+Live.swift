// What a paper needs of its store, at all its profiles or at some.
import BuildGraph
import Manuscript

/// A profile's share of what is live.
struct ProfileNeeds {
    let profile: Profile
    /// Targets of the profile.
    let targets: Int
    /// Those that have a value that would be used now.
    let upToDate: Int
}

extension Workspace {
    /// The graph of a profile of this paper, with the data that there is or with other data.
    func graph(of profile: Profile, data: Set<String>? = nil) throws -> Graph {
        let data = data ?? self.data.names
        if profile == self.profile && data == self.data.names { return graph }
        return try Self.assemble(session, PaperSetting(profile, data: data, ledger: ledgers[profile.name]), root: root, files: effects.files).1
    }

    /// The profiles with these names; all when there are none.
    func profiles(_ names: [String]) throws -> [Profile] {
        names.isEmpty ? session.paper.profiles.map(\.profile) : try names.map(session.paper.profile(named:))
    }

    /// What these profiles need of a store, as it is now.
    func live(_ profiles: [Profile], in store: Store) throws -> LiveSet {
        var live = LiveSet()
        for profile in profiles { live.add(BuildContext(graph: try graph(of: profile), store: store, code: session.code)) }
        return live
    }

    /// What these profiles need of a store, whatever data is there: a folder of data that is away for a day takes no results
    /// with it, and neither does the stand-in go when data comes.
    func liveWithAnyData(_ profiles: [Profile], in store: Store) throws -> LiveSet {
        var live = LiveSet()
        let all = Set(data.search.sets.map(\.name)), needed = all.subtracting(data.search.optional)
        for profile in profiles {
            for names in Set([data.names, all, needed, []]) {
                live.add(BuildContext(graph: try graph(of: profile, data: names), store: store, code: session.code))
            }
        }
        return live
    }

    /// How much of each profile is up to date in the workspace's store.
    func needs(of profiles: [Profile]) throws -> [ProfileNeeds] {
        try store.refresh()
        return try profiles.map { profile in
            let graph = try graph(of: profile), missing = try live([profile], in: store).missing
            return ProfileNeeds(profile: profile, targets: graph.nodes.count, upToDate: graph.nodes.count - missing)
        }
    }
}
