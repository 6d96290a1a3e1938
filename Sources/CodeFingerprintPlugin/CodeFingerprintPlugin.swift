// Fingerprints the code of a program while it is compiled, so that binary and fingerprints cannot disagree. Applied to
// the executable of a paper, it looks at every module that is linked into it, of whatever package.
import Foundation
import PackagePlugin

@main
struct CodeFingerprintPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any PackagePlugin.Target) throws -> [Command] {
        var seen: Set<String> = []
        let modules = ([target] + target.recursiveTargetDependencies).filter { seen.insert($0.id).inserted }
        let packages = allPackages(of: context.package)
        var lines = ["root\t\(context.package.directoryURL.path(percentEncoded: false).trimmingSuffix("/"))"]
        var inputs: [URL] = []

        for package in packages.sorted(by: { $0.id < $1.id }) where package.targets.contains(where: { seen.contains($0.id) }) {
            if let version = version(of: package) { lines.append("package\t\(version)") }
        }
        for module in modules.sorted(by: { $0.name < $1.name }) {
            let package = packages.first { $0.targets.contains { $0.id == module.id } }
            lines += describe(module, isRoot: module.id == target.id, in: package, &inputs)
        }
        let description = context.pluginWorkDirectoryURL.appending(path: "program.txt")
        try writeIfChanged(lines.joined(separator: "\n") + "\n", to: description)
        let output = context.pluginWorkDirectoryURL.appending(path: "CompiledCode.swift")
        return [
            .buildCommand(
                displayName: "Fingerprinting the code of \(target.name)",
                executable: try context.tool(named: "CodeFingerprintTool").url,
                arguments: [description.path, output.path],
                inputFiles: [description] + inputs,
                outputFiles: [output])
        ]
    }

    /// What the tool has to know of a module; its files are added to the inputs.
    private func describe(_ target: any PackagePlugin.Target, isRoot: Bool, in package: Package?, _ inputs: inout [URL]) -> [String] {
        let module = target as? any SourceModuleTarget
        var lines = ["module\t\(module?.moduleName ?? target.name)\t\(target.name)"]
        if module?.kind == .macro { lines.append("macro\tyes") }
        if let package, version(of: package) == nil {
            let manifest = package.directoryURL.appending(path: "Package.swift")
            lines.append("manifest\t\(manifest.path)")
            inputs.append(manifest)
        }
        let folder = folder(of: target)
        if let folder { lines.append("folder\t\(folder.path(percentEncoded: false).trimmingSuffix("/"))") }
        for dependency in target.recursiveTargetDependencies {
            lines.append("sees\t\((dependency as? any SourceModuleTarget)?.moduleName ?? dependency.name)")
        }
        if let swift = target as? SwiftSourceModuleTarget {
            lines += swift.compilationConditions.map { "condition\t\($0)" }
            // A folder of resources stands for its files; documentation is not compiled.
            var files = swift.sourceFiles.map(\.url).filter { $0.pathExtension != "docc" }.flatMap { isFolder($0) ? regularFiles(in: $0) : [$0] }
            // Made by plugins that were applied before this one.
            if isRoot { files += swift.pluginGeneratedSources }
            for file in files.sorted(by: { $0.path < $1.path }) {
                lines.append("\(file.pathExtension == "swift" ? "source" : "file")\t\(file.path)")
                inputs.append(file)
            }
        } else if let folder {
            // A module of C counts whole: its headers may include any file of its folder.
            for file in regularFiles(in: folder) {
                lines.append("file\t\(file.path)")
                inputs.append(file)
            }
        }
        return lines
    }

    /// Nil for what is no source, as a library in binary form, which is known by the version of its package.
    private func folder(of target: any PackagePlugin.Target) -> URL? {
        switch target {
        case let target as SwiftSourceModuleTarget: target.directoryURL
        case let target as ClangSourceModuleTarget: target.directoryURL
        case let target as SystemLibraryTarget: target.directoryURL
        default: nil
        }
    }

    private func isFolder(_ url: URL) -> Bool { (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }

    private func regularFiles(in folder: URL) -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        let all = (files?.compactMap { $0 as? URL } ?? []).filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
        return all.sorted { $0.path < $1.path }
    }

    /// Name and version of a package that has one; nil for the root, for packages at a local path and for branches, which
    /// are known by their manifests and sources alone.
    private func version(of package: Package) -> String? {
        switch package.origin {
        case .repository(_, let version, _): version.first?.isNumber == true ? "\(package.id) \(version)" : nil
        case .registry(let identity, let version): "\(identity) \(version)"
        case .root, .local: nil
        @unknown default: nil
        }
    }

    private func allPackages(of root: Package) -> [Package] {
        var found: [String: Package] = [:]
        var open = [root]
        while let package = open.popLast() {
            guard found.updateValue(package, forKey: package.id) == nil else { continue }
            open += package.dependencies.map(\.package)
        }
        return Array(found.values)
    }

    /// Its time tells the build whether it changed.
    private func writeIfChanged(_ text: String, to file: URL) throws {
        if (try? String(contentsOf: file, encoding: .utf8)) == text { return }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
