// How a command ends: the one place where errors become text and an exit status. A result that was not written is an error.
import ArgumentParser
import BuildGraph
import Foundation

enum CommandEnding {
    /// A standard stream that the caller has closed is opened on nothing: otherwise the next file that is opened, such as one of
    /// the store, would get its number and what is printed.
    static func holdStandardStreams() {
        // Writing to what is open for reading fails, as it should.
        for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
    }

    /// Does what the command line asks for; the exit status.
    static func status(_ work: () throws -> Void) -> Int32 {
        do {
            let ending = Result { try work() }
            // A message of the parser, as its help, is a result like any other.
            if case .failure(let error) = ending, !(error is any ReportableError), PaperRoot.exitCode(for: error).isSuccess {
                Terminal.output.print(PaperRoot.fullMessage(for: error))
            }
            try Terminal.output.requireWritten()
            try ending.get()
            return 0
        } catch let error as OutputError where error.isClosedPipe {
            return OutputError.closedPipeStatus
        } catch let error as any ReportableError {
            Terminal.errors.print(ErrorRenderer.text(ErrorReport(error, advice: Advice.next), on: Terminal.errors))
            return 2
        } catch {
            let status = PaperRoot.exitCode(for: error), text = PaperRoot.fullMessage(for: error)
            if !status.isSuccess && !text.isEmpty { Terminal.errors.print(text) }
            return status.rawValue
        }
    }
}
