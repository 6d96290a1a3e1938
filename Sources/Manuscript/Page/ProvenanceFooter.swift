// The last lines of the page: on what machine and when it was joined.
import BuildGraph

/// Renders the foot of the page.
public enum ProvenanceFooter {
    /// `ran` of `total` targets ran in the build at `time` (seconds since 1970) that wrote the page.
    public static func html(machine: Machine, time: Double, ran: Int, total: Int, duration: Double) -> String {
        "<p>Built \(ProvenancePanel.date(time)) in \(ProvenancePanel.seconds(duration)): \(ran) of \(total) targets ran, "
            + "the others were up to date. \(HTMLText.escaped(machine.processor)), \(machine.cores) cores; \(HTMLText.escaped(machine.system)).</p>"
    }
}
