//! 256-bit codes.

use std::fmt;

/// A 256-bit image code. Bit `i` is bit `i % 64` of word `i / 64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Code(pub [u64; 4]);

impl Code {
    /// Bits in a code.
    pub const BITS: u32 = 256;
    /// Bytes in a code.
    pub const BYTES: usize = 32;

    /// Hamming distance, 0–256.
    #[inline]
    pub fn distance(&self, other: &Self) -> u32 {
        let [a, b, c, d] = self.0;
        let [e, f, g, h] = other.0;
        (a ^ e).count_ones() + (b ^ f).count_ones() + (c ^ g).count_ones() + (d ^ h).count_ones()
    }

    /// The nearest of these codes, the first of several as near: its index and its distance.
    pub fn nearest(&self, codes: &[Self]) -> Option<(usize, u32)> {
        let (mut at, mut nearest, mut least) = (0, None, Self::BITS + 1);
        let (fours, rest) = codes.as_chunks::<4>();
        for [p, q, r, s] in fours {
            // Counting bits takes longer than reading them, and once something near is found, half of a code's bits
            // mostly decide. Four codes by name: the module is compiled for size, which unrolls nothing.
            let (one, two, three, last) = (self.half(p), self.half(q), self.half(r), self.half(s));
            if one.min(two).min(three).min(last) < least {
                let one = one + self.other_half(p);
                let two = two + self.other_half(q);
                let three = three + self.other_half(r);
                let last = last + self.other_half(s);
                if one.min(two).min(three).min(last) < least {
                    for (offset, distance) in [one, two, three, last].into_iter().enumerate() {
                        if distance < least {
                            (least, nearest) = (distance, Some(at + offset));
                        }
                    }
                }
            }
            at += 4;
        }
        for (code, at) in rest.iter().zip(at..) {
            let distance = self.distance(code);
            if distance < least {
                (least, nearest) = (distance, Some(at));
            }
        }
        nearest.map(|at| (at, least))
    }

    /// How many of the first 128 bits differ.
    #[inline(always)]
    fn half(&self, Self([e, f, ..]): &Self) -> u32 {
        let Self([a, b, ..]) = self;
        (a ^ e).count_ones() + (b ^ f).count_ones()
    }

    /// How many of the last 128 bits differ.
    #[inline(always)]
    fn other_half(&self, Self([.., g, h]): &Self) -> u32 {
        let Self([.., c, d]) = self;
        (c ^ g).count_ones() + (d ^ h).count_ones()
    }

    /// Bit `index`; false from 256 on.
    pub fn bit(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// The code with bit `index` turned over; unchanged from 256 on.
    #[must_use]
    pub fn flipped(mut self, index: usize) -> Self {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word ^= 1 << (index % 64);
        }
        self
    }

    /// The code whose bit `i` is the `i`-th item; what is missing is 0.
    pub fn from_bits(bits: impl IntoIterator<Item = bool>) -> Self {
        bits.into_iter()
            .take(256)
            .enumerate()
            .filter(|(_, bit)| *bit)
            .fold(Self::default(), |code, (index, _)| code.flipped(index))
    }

    /// Little-endian bytes: bit `i` is bit `i % 8` of byte `i / 8`.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(self.0) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`Code::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let mut words = [0; 4];
        for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = chunk.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        }
        Self(words)
    }
}

/// Hexadecimal with bit 255 first, which is how the reference implementation of PDQ writes its codes.
impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|word| write!(out, "{word:016x}"))
    }
}
