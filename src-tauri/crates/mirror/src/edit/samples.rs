//! Sample leads.

use routing::json::Node;
use routing::lead::read_time;
use routing::words::named;

use super::Draft;
use crate::error::{At, MirrorError, Result, refused};
use crate::samples::{self, Sample};

impl Draft<'_> {
    pub(super) fn save_sample(&self, sample: &Sample) -> Result<String> {
        sound(sample)?;
        samples::put(self.conn, sample).at(self.path)?;
        Ok(format!("Saved sample “{}”", sample.name))
    }

    pub(super) fn delete_sample(&self, id: &str) -> Result<String> {
        let found = self.sample(id)?;
        samples::delete(self.conn, id).at(self.path)?;
        Ok(format!("Deleted sample “{}”", found.name))
    }

    fn sample(&self, id: &str) -> Result<Sample> {
        let found = samples::one(self.conn, id).at(self.path)?;
        found.ok_or_else(|| refused("unknown_sample", format!("there is no sample {id:?}")))
    }
}

fn sound(sample: &Sample) -> Result<()> {
    if sample.id.is_empty() {
        return Err(refused("blank_id", "a sample needs an id"));
    }
    if named(Some(&sample.name)).is_none() {
        return Err(refused("blank_text", "a sample needs a name"));
    }
    if let Err(error) = Node::parse(&sample.payload) {
        return Err(refused(
            "not_json",
            format!("the payload is not JSON: {error}"),
        ));
    }
    read_time(&sample.captured_at).map_err(|problem| MirrorError::Refused {
        problems: vec![problem],
    })?;
    Ok(())
}
