// Programs whose output becomes part of a result see nothing of the user's surroundings.
import BuildGraph
import Testing

@Suite struct HermeticTests {
    @Test func onlyWhatFindsProgramsAndTheNetworkIsInherited() {
        let variables = HermeticEnvironment.variables(
            home: "/empty",
            inherited: [
                "PATH": "/bin", "https_proxy": "http://proxy", "HOME": "/home/me", "XDG_CONFIG_HOME": "/home/me/.config", "LANG": "de_DE.UTF-8",
                "LC_NUMERIC": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "GNUPLOT_LIB": "/x", "GDFONTPATH": "/x", "FONTCONFIG_FILE": "/x", "BASH_ENV": "/x",
                "GZIP": "-9", "LD_PRELOAD": "/x", "SOMETHING_NEW": "1",
            ])
        #expect(variables == [
            "PATH": "/bin", "https_proxy": "http://proxy", "HOME": "/empty", "TMPDIR": "/empty", "XDG_CONFIG_HOME": "/empty", "XDG_DATA_HOME": "/empty",
            "XDG_CACHE_HOME": "/empty", "XDG_STATE_HOME": "/empty", "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ])
    }

    @Test func theHomeOfAProgramIsEmptyAndGoesWithIt() throws {
        let script = "ls -A \"$HOME\"; touch \"$HOME/settings\"; echo \"$HOME\"; test -w \"$TMPDIR\" && echo writable"
        let result = try SystemProcessRunner().run(.hermetic("sh", ["-c", script]), until: Cancellation())
        let lines = result.outputText.split(separator: "\n").map(String.init)
        #expect(lines.count == 2 && lines.last == "writable")
        #expect(try RealFileSystem().status(lines[0]) == nil)
    }

    @Test func variablesOfTheCommandComeOnTop() throws {
        let command = Command.hermetic("sh", ["-c", "echo $TZ $EXTRA"], environment: ["TZ": "Asia/Tokyo", "EXTRA": "1"])
        #expect(try SystemProcessRunner().run(command, until: Cancellation()).outputText == "Asia/Tokyo 1\n")
    }

    @Test func aFolderForTemporaryFilesThatIsNotThereIsNamed() {
        let report = FileError(operation: "mkdtemp", path: "/nonexistent/build-XXXXXX", code: 2).report
        #expect(report.what == "There is no place for temporary files.")
        #expect(report.why?.hasPrefix("/nonexistent:") == true && report.next?.contains("TMPDIR") == true)
    }
}
