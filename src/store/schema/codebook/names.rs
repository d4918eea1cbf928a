//! Enums of the model by the names that they have in files.

use crate::model::{Appearance, AttributeRole, ChoiceRole, CodeRole, Scale};
use serde::Deserialize;

/// An enum of the model by the names that it has in the file. What is not stated is the usual.
macro_rules! named {
    ($shape:ident: $model:ident { $($name:ident),* }) => {
        #[derive(Debug, Clone, Copy, Default, Deserialize)]
        pub(super) enum $shape {
            #[default]
            Unstated,
            $($name,)*
        }

        impl $shape {
            pub fn stated(self) -> Option<$model> {
                match self {
                    Self::Unstated => None,
                    $(Self::$name => Some($model::$name),)*
                }
            }

            pub fn name(value: $model) -> &'static str {
                match value {
                    $($model::$name => stringify!($name),)*
                }
            }
        }
    };
}

named!(CodeRoleShape: CodeRole { Plain, Judgement, Undecided });
named!(AttributeRoleShape: AttributeRole {
    Plain, Confidence, Stance, Speaker, Person, Organization, ClaimType, Genre
});
named!(ChoiceRoleShape: ChoiceRole { Plain, For, Against, Doubt });
named!(AppearanceShape: Appearance { Hidden, Given, Always, Underline, Frame });
named!(ScaleShape: Scale { Nominal, Ordinal, Excluded });
