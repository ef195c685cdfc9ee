//! How far apart two pictures are.

use super::Picture;

impl Picture {
    /// The least over all pairs of views of 0.6 × PDQ distance + 0.4 × gradient distance, 0–256; 256 where a side has
    /// no view or too little structure to tell anything.
    pub fn distance(&self, other: &Self) -> f32 {
        if !self.is_telling() || !other.is_telling() {
            return 256.0;
        }
        let mut least = 2560;
        for a in &self.views {
            for b in &other.views {
                least = least.min(6 * a.pdq.distance(&b.pdq) + 4 * a.gradient.distance(&b.gradient));
            }
        }
        least as f32 / 10.0
    }
}
