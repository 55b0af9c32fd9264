//! Identifiers: newtypes over the words an analyst writes. They are never empty and carry no
//! white space at either end.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// An identifier that cannot be: blank, or with a separator or a line break inside.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// Nothing but white space.
    #[error("the identifier is blank")]
    Blank,
    /// A character that separates values in a cell (`;`) or ends a line.
    #[error("the identifier `{0}` holds `;` or a control character")]
    Separator(String),
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// ```
        #[doc = concat!("use throughline_core::ids::", stringify!($name), ";")]
        #[doc = concat!("let id: ", stringify!($name), " = \" a-1 \".parse()?;")]
        /// assert_eq!(id.as_str(), "a-1");
        #[doc = concat!("assert!(\" \".parse::<", stringify!($name), ">().is_err());")]
        /// # Ok::<(), throughline_core::ids::IdError>(())
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// The identifier as the analyst wrote it, trimmed.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                check(text).map(|t| Self(t.into()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

fn check(text: &str) -> Result<&str, IdError> {
    let text = text.trim();
    if text.is_empty() {
        Err(IdError::Blank)
    } else if text.chars().any(|c| c == ';' || c.is_control()) {
        Err(IdError::Separator(text.to_owned()))
    } else {
        Ok(text)
    }
}

id!(
    /// A theme's code in the codebook, such as `stretched-baseline`.
    ThemeId
);
id!(
    /// One engagement: `WS-1`.
    EngagementId
);
id!(
    /// One note: `W-003`.
    NoteId
);
id!(
    /// A part of the review: `part-1`.
    PartId
);
id!(
    /// A question asked under a part.
    QuestionId
);
id!(
    /// A headline finding.
    FindingId
);
id!(
    /// A point under a finding, unique within it.
    PointId
);
id!(
    /// Who tagged: the name of a file in `tags/`, or `notes` for the themes column.
    CoderId
);

impl From<ThemeId> for FindingId {
    /// A finding that speaks of one theme may take its id.
    fn from(theme: ThemeId) -> Self {
        Self(theme.0)
    }
}
