//! A hash over an image, to find its copies.

use sha2::{Digest, Sha256};

use super::{Facts, Unmeasured};

impl Facts<'_> {
    /// SHA-256 over shape and intensities of an image, in hexadecimal digits. How the file stores them does not count.
    ///
    /// # Errors
    /// There is no such image, or it cannot be read; a sentence.
    pub fn image_content(&self, image: usize) -> Result<String, String> {
        let read = || self.hashed(image).map_err(|reason| Unmeasured::NoImage { reason });
        self.answers.image_contents.measured(image, read).map_err(|error| error.to_string())
    }

    fn hashed(&self, image: usize) -> Result<String, String> {
        let image = self.image(image)?;
        let mut hash = Sha256::new();
        hash.update(self.geometry().shape.map(u32::to_le_bytes).concat());
        image.read(&mut |part| {
            for value in part.values {
                // -0 is 0.
                hash.update((value + 0.0).to_bits().to_le_bytes());
            }
        })?;
        Ok(hex(&hash.finalize()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
