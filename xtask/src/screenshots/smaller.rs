//! A picture of a window has few colours that count: with the right 256, less than half of the
//! bytes show the same.

use crate::shell::{Result, Stop};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

type Colour = [u8; 3];

/// Writes the picture anew, and says how many bytes it has now.
pub fn picture(file: &Path) -> Result<u64> {
    shrink(file).map_err(|why| Stop(format!("{}: {why}", file.display())))?;
    Ok(std::fs::metadata(file)?.len())
}

fn shrink(file: &Path) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let mut decoder = Decoder::new(BufReader::new(File::open(file)?));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let mut bytes = vec![0; reader.output_buffer_size().ok_or("it is too large")?];
    let info = reader.next_frame(&mut bytes)?;
    let pixels: Vec<Colour> = bytes
        .chunks_exact(info.color_type.samples())
        .filter_map(|pixel| pixel.first_chunk().copied())
        .collect();

    let (palette, of) = palette(&pixels);
    let mut encoder = Encoder::new(BufWriter::new(File::create(file)?), info.width, info.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_palette(palette.concat());
    let places: Vec<u8> = pixels
        .iter()
        .filter_map(|pixel| of.get(pixel).copied())
        .collect();
    encoder.write_header()?.write_image_data(&places)?;
    Ok(())
}

/// At most 256 colours, and for each colour of the picture the place of the one nearest to it.
/// Each next one is the colour whose loss would be seen most: often used, and far from those kept.
fn palette(pixels: &[Colour]) -> (Vec<Colour>, HashMap<Colour, u8>) {
    let mut uses: HashMap<Colour, u64> = HashMap::new();
    for pixel in pixels {
        *uses.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<Seen> = uses.into_iter().map(Seen::new).collect();
    colours.sort_by_key(|seen| seen.colour);
    let mut palette = Vec::new();
    for place in 0..=u8::MAX {
        let worst = colours.iter().max_by_key(|seen| seen.uses * seen.off);
        let Some(next) = worst.filter(|seen| seen.off > 0).map(|seen| seen.colour) else {
            break;
        };
        palette.push(next);
        for seen in &mut colours {
            let off = distance(&seen.colour, &next);
            if off < seen.off {
                (seen.off, seen.nearest) = (off, place);
            }
        }
    }
    let of = colours.iter().map(|seen| (seen.colour, seen.nearest));
    (palette, of.collect())
}

struct Seen {
    colour: Colour,
    uses: u64,
    /// Its place in the palette for now, and how far that is.
    nearest: u8,
    off: u64,
}

impl Seen {
    fn new((colour, uses): (Colour, u64)) -> Self {
        let off = 3 * 256 * 256;
        let nearest = 0;
        Self {
            colour,
            uses,
            nearest,
            off,
        }
    }
}

fn distance(one: &Colour, two: &Colour) -> u64 {
    let parts = one.iter().zip(two);
    parts.map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2)).sum()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::palette;

    #[test]
    fn what_is_much_seen_or_unlike_the_rest_is_kept_and_the_rest_is_near_it() {
        let (paper, sign) = ([250, 250, 250], [0, 200, 90]);
        let mut pixels = vec![paper; 5000];
        pixels.extend((0..=255).flat_map(|shade| [[shade, shade, 249]; 3]));
        pixels.push(sign);
        let (kept, of) = palette(&pixels);
        assert_eq!(kept.len(), 256);
        assert_eq!(kept[usize::from(of[&paper])], paper);
        assert_eq!(kept[usize::from(of[&sign])], sign);
        for shade in 0..=255 {
            assert!(kept[usize::from(of[&[shade, shade, 249]])][0].abs_diff(shade) < 3);
        }
    }

    #[test]
    fn few_colours_are_all_kept() {
        let pixels = [[1, 2, 3], [1, 2, 3], [4, 5, 6]];
        let (kept, of) = palette(&pixels);
        assert_eq!(kept.len(), 2);
        assert!(pixels.iter().all(|p| kept[usize::from(of[p])] == *p));
    }
}
