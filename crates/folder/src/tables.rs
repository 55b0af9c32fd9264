//! What a review's notes are read against.

use crate::coders::Coders;
use crate::engagements::Engagements;
use crate::organisations::Organisations;
use crate::parts::Parts;
use crate::themes::Themes;

/// Everything that notes are read against and that they may add to.
#[derive(Debug)]
pub struct Tables {
    pub organisations: Organisations,
    pub engagements: Engagements,
    pub parts: Parts,
    pub themes: Themes,
    pub coders: Coders,
}
