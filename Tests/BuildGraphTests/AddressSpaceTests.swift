// Whether there is memory to ask for is found out without taking it.
import BuildGraph
import Testing

@Suite struct AddressSpaceTests {
    @Test func thereIsRoomForALittleAndNotForMoreThanAnyMachineHas() {
        #expect(AddressSpace.hasRoom(for: 0))
        #expect(AddressSpace.hasRoom(for: 100_000_000))
        #expect(!AddressSpace.hasRoom(for: 1 << 50))
        #expect(!AddressSpace.hasRoom(for: .max))
    }
}
