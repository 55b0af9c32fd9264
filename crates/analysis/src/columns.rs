//! Names of the columns of every table, as `tables/*.csv` and the data frames have them.

/// The theme's id.
pub const THEME: &str = "theme";
/// The theme's label.
pub const LABEL: &str = "label";
/// The id of the theme above, or null.
pub const PARENT: &str = "parent";
/// Notes, own tags.
pub const NOTES: &str = "notes";
/// Notes, with descendants.
pub const NOTES_ROLLED: &str = "notes_rolled";
/// Organisations, own tags.
pub const ORGANISATIONS: &str = "organisations";
/// Organisations, with descendants.
pub const ORGANISATIONS_ROLLED: &str = "organisations_rolled";
/// Organisations in scope (rule 6).
pub const DENOMINATOR: &str = "denominator";
/// Organisations in scope (rule 6); the same for own tags and with descendants.
pub const DENOMINATOR_ROLLED: &str = "denominator_rolled";
/// Organisations over the denominator, own tags; null for a base of 0.
pub const SHARE: &str = "share";
/// Organisations over the denominator, with descendants; null for a base of 0.
pub const SHARE_ROLLED: &str = "share_rolled";
/// Engagements with at least one note, own tags.
pub const ENGAGEMENTS: &str = "engagements";
/// Engagements with at least one note, with descendants.
pub const ENGAGEMENTS_ROLLED: &str = "engagements_rolled";
/// Notes without an organisation, own tags.
pub const UNATTRIBUTED_NOTES: &str = "unattributed_notes";
/// Notes without an organisation, with descendants.
pub const UNATTRIBUTED_NOTES_ROLLED: &str = "unattributed_notes_rolled";
/// The organisation's display name.
pub const ORGANISATION: &str = "organisation";
/// The first theme of a pair in byte order.
pub const THEME_A: &str = "theme_a";
/// The second theme of a pair.
pub const THEME_B: &str = "theme_b";
/// The coefficient of co-occurrence.
pub const COEFFICIENT: &str = "coefficient";
/// The stance's word.
pub const STANCE: &str = "stance";
/// The format (engagement type) as written.
pub const ENGAGEMENT_TYPE: &str = "engagement_type";
/// The engagement's id.
pub const ENGAGEMENT_ID: &str = "engagement_id";
/// First day of the engagement, `YYYY-MM-DD`, or null.
pub const DATE: &str = "date";
/// Themes not met before.
pub const NEW_THEMES: &str = "new_themes";
/// Themes met so far.
pub const CUMULATIVE_THEMES: &str = "cumulative_themes";
