// What SLURM's programs print, as they printed it (22.05), and what is made of it.
import BuildGraph
import Testing

@Suite struct SlurmTextTests {
    @Test func jobsOfThisStoreAreReadAndOthersAreLeftOut() {
        let text = """
            1|0|FAILED|n1|paper-1234abcd-0123|NonZeroExitCode
            1|1|RUNNING|n2|paper-1234abcd-0123|None
            1|2|PENDING||paper-1234abcd-0123|Resources|with a bar
            2|N/A|PENDING||paper-1234abcd-0123|Priority
            3|0|RUNNING|n1|another|None
            4|0|COMPLETING|n1|paper-1234abcd-9999|None
            5|0|SOMETHING_NEW|n1|paper-1234abcd-9999|None
            6|0|FAILED|n1|paper-1234abcd-7777|JobLaunchFailure
            CLUSTER: other
            """
        let tasks = SlurmText.tasks(text, named: "paper-1234abcd-")
        #expect(tasks.map(\.array) == ["1", "1", "1", "4", "5", "6"])
        #expect(tasks.map(\.state) == [.ended(.failed(status: nil)), .running, .pending, .paused, .paused, .ended(.launchFailed)])
        #expect(tasks[2].reason == "Resources|with a bar" && tasks[1].node == "n2")
    }

    @Test func endingsAreReadFromTheControllerAndFromAccounting() {
        let shown = """
            JobId=7 ArrayJobId=1 ArrayTaskId=0 JobName=a b=c JobState=FAILED Reason=NonZeroExitCode ExitCode=127:0 NodeList=n1
            JobId=8 ArrayJobId=1 ArrayTaskId=1 JobState=TIMEOUT Reason=TimeLimit ExitCode=0:15
            JobId=9 ArrayJobId=1 ArrayTaskId=2-9 JobState=PENDING
            JobId=10 ArrayJobId=1 ArrayTaskId=10 JobState=RUNNING
            """
        #expect(SlurmText.endings(shown) == [0: .failed(status: 127), 1: .timeLimit])
        let accounted = "1_0|FAILED|3:0\n1_1|CANCELLED by 1000|0:15\n1_1.batch|CANCELLED|0:15\n1_2|OUT_OF_MEMORY|0:125\n1_[3-9]|PENDING|0:0\n"
        #expect(SlurmText.accountedEndings(accounted) == [0: .failed(status: 3), 1: .cancelled, 2: .outOfMemory])
    }

    @Test func limitsAreReadFromConfigurationAndNodes() {
        #expect(SlurmText.configuration("MaxArraySize            = 1001\nSlurmdParameters = a=b\n\nno value\n") == ["MaxArraySize": "1001", "SlurmdParameters": "a=b"])
        let nodes = SlurmText.nodes("main*|2|8035|infinite|0/4/0/4\nlong|64+|256000+|7-00:00:00|64/64/0/128\nbroken|x|1|1|1\n")
        #expect(nodes.map(\.partition) == ["main", "long"] && nodes.map(\.isDefault) == [true, false])
        #expect(nodes.map(\.coresPerNode) == [2, 64] && nodes.map(\.idleCores) == [4, 64] && nodes.map(\.cores) == [4, 128])
        #expect(nodes[0].time == nil && nodes[1].time == 604_800 && nodes[0].memoryPerNode == 8035 << 20)
    }

    @Test func numbersOfArraysAreReadAndNothingElseIs() {
        #expect(SlurmText.arrayIdentifier("123\n") == "123")
        #expect(SlurmText.arrayIdentifier("123;cluster\n") == "123")
        for text in ["", "\n", "Submitted batch job 7", "-3", "12x"] { #expect(SlurmText.arrayIdentifier(text) == nil) }
    }

    @Test func refusalsAreToldFromDelays() {
        func problem(_ text: String) -> ClusterQueueError { SlurmText.problem(text) }
        #expect(problem("sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified\n")
            == .rejected("invalid partition specified: nope; Invalid partition name specified"))
        #expect(problem("slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n") == .unreachable("Unable to contact slurm controller (connect failure)"))
        #expect(problem("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation") == .unreachable("Socket timed out on send/recv operation"))
        #expect(problem("sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit)")
            == .full("Job violates accounting/QOS policy (job submit limit)"))
        #expect(problem("sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying") == .full("Slurm temporarily unable to accept job, sleeping and retrying"))
        #expect(problem("") == .rejected("no message"))
    }

    @Test(arguments: [
        ("30", 1800.0), ("10:30", 630), ("2:00:00", 7200), ("1-0", 86_400), ("1-12", 129_600), ("1-12:30", 131_400), ("7-00:00:00", 604_800),
    ])
    func durationsAreReadAsSlurmWritesThem(text: String, seconds: Double) { #expect(SlurmTime.seconds(text) == seconds) }

    @Test(arguments: ["", "UNLIMITED", "infinite", "a", "1-", "-1", "1:2:3:4", "1.5", "１", "99999999999999999999", "1-1-1", ":", "1::2"])
    func whatIsNoDurationIsNone(text: String) { #expect(SlurmTime.seconds(text) == nil) }

    @Test func durationsAreWrittenInWholeMinutes() {
        #expect([0, 1, 60, 61, 3600, 1e300].map(SlurmTime.minutes) == ["1", "1", "1", "2", "60", "5000000"])
    }
}
