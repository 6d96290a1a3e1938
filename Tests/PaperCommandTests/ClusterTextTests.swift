// The line about a cluster in what a build shows.
import BuildGraph
import PaperCommand
import Testing

@Suite struct ClusterTextTests {
    private func summary(waiting: Int = 0, queued: Int = 0, running: Int = 0, jobs: Int = 0, _ reasons: [DispatchSummary.Reason] = []) -> DispatchSummary {
        var summary = DispatchSummary()
        (summary.waiting, summary.queued, summary.running, summary.jobs, summary.reasons) = (waiting, queued, running, jobs, reasons)
        return summary
    }

    @Test func itSaysWhereTargetsAreAndWhyJobsWait() {
        let reasons = [DispatchSummary.Reason(name: "Priority", jobs: 9), .init(name: "Resources", jobs: 1), .init(name: "Licenses", jobs: 1)]
        #expect(ClusterText.lines(summary(waiting: 30, queued: 120, running: 40, jobs: 12, reasons)) == ["SLURM: 40 running, 120 queued (Priority, Resources), 30 not submitted; 12 jobs"])
        #expect(ClusterText.lines(summary(running: 1, jobs: 1)) == ["SLURM: 1 running; 1 job"])
        #expect(ClusterText.lines(summary()).isEmpty && ClusterText.lines(nil).isEmpty)
    }

    @Test func everyNoticeIsASentence() {
        let notices: [ClusterNotice] = [
            .adopted(targets: 1, jobs: 2), .full(waiting: 3, why: "MaxJobCount"), .unreachable(why: "connect failure"), .reachable(afterSeconds: 3.4), .held(jobs: 2, reason: "JobHeldUser"),
            .silent(job: "1_0", node: "n1", seconds: 45), .failedStart(job: "1_0", node: "", why: "It is so."), .clockSkew(node: "n1", seconds: -90),
            .left(targets: 5, jobs: ["1", "2"]), .cancelled(targets: 2, jobs: ["1"]),
        ]
        for text in notices.map(\.text) { #expect(text.hasSuffix(".") && text.first?.isUppercase == true || text.first?.isNumber == true, "\(text)") }
        #expect(ClusterNotice.left(targets: 5, jobs: ["1", "2"]).text == "5 targets stay in the queue: the next build goes on with them. `scancel 1 2` cancels them.")
        #expect(ClusterNotice.clockSkew(node: "n1", seconds: -90).text == "The clock of n1 is 90 s behind.")
    }
}
