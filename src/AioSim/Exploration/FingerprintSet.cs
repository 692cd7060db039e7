namespace AioSim.Exploration;

/// <summary>
/// The fingerprints of the states that were reached, 16 bytes each, in tables that are between a half and four fifths full: so
/// a state costs 32 bytes at most. The tables are several, so that more than one can be written at a time.
/// </summary>
internal sealed class FingerprintSet
{
    private readonly Table[] _tables = [.. Enumerable.Range(0, 1 << TableBits).Select(_ => new Table())];

    private const int TableBits = 6;

    /// <summary>Which table a fingerprint stands in, told as one of so many groups of tables.</summary>
    public static int GroupOf(UInt128 fingerprint, int groups) => (int)((uint)TableOf(fingerprint) * (uint)groups >> TableBits);

    /// <summary>Adds a fingerprint; false if it was there.</summary>
    public bool Add(UInt128 fingerprint) => _tables[TableOf(fingerprint)].Add(fingerprint);

    public bool Contains(UInt128 fingerprint) => _tables[TableOf(fingerprint)].Contains(fingerprint);

    /// <summary>Looks where a fingerprint would stand, so that the place is near when it is asked for.</summary>
    public ulong Touch(UInt128 fingerprint) => _tables[TableOf(fingerprint)].Touch(fingerprint);

    private static int TableOf(UInt128 fingerprint) => (int)(ulong)(fingerprint >> 64) & ((1 << TableBits) - 1);

    private sealed class Table
    {
        private UInt128[] _slots = new UInt128[8];
        private int _count;

        public bool Add(UInt128 fingerprint)
        {
            if (fingerprint == 0) fingerprint = 1; // 0 is no fingerprint here.
            var at = PlaceOf(fingerprint);
            if (_slots[at] != 0) return false;
            _slots[at] = fingerprint;
            if (++_count > _slots.Length / 5 * 4) Grow();
            return true;
        }

        public bool Contains(UInt128 fingerprint) => _slots[PlaceOf(fingerprint == 0 ? 1 : fingerprint)] != 0;

        public ulong Touch(UInt128 fingerprint) => (ulong)_slots[StartOf(fingerprint)];

        private int StartOf(UInt128 fingerprint) => (int)Math.BigMul((ulong)fingerprint, (ulong)_slots.Length, out _);

        private int PlaceOf(UInt128 fingerprint)
        {
            var slots = _slots;
            var at = StartOf(fingerprint);
            while (slots[at] != 0 && slots[at] != fingerprint)
            {
                if (++at == slots.Length) at = 0;
            }

            return at;
        }

        private void Grow()
        {
            var old = _slots;
            _slots = new UInt128[old.Length + (old.Length / 2)];
            foreach (var fingerprint in old)
            {
                if (fingerprint != 0) _slots[PlaceOf(fingerprint)] = fingerprint;
            }
        }
    }
}
