// Runs `SourceDigest` over the package's sources whenever one of them changed, so that the digest compiled into
// the program always describes the sources the program was compiled from.
import Foundation
import PackagePlugin

@main
struct SourceDigestPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: PackagePlugin.Target) throws -> [Command] {
        let root = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL.appending(path: "CodeDigest.swift")
        var inputs = [root.appending(path: "Package.swift")]
        let resolved = root.appending(path: "Package.resolved")
        if FileManager.default.fileExists(atPath: resolved.path) { inputs.append(resolved) }
        let sources = root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: [.isRegularFileKey])
        while let file = files?.nextObject() as? URL {
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true { inputs.append(file) }
        }
        return [
            .buildCommand(
                displayName: "Digesting the sources",
                executable: try context.tool(named: "SourceDigest").url,
                arguments: [root.path, output.path],
                inputFiles: inputs,
                outputFiles: [output])
        ]
    }
}
