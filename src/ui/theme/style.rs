//! A theme as an egui style: what every widget, bar, popup and ring looks like without a view's doing.

use std::collections::BTreeMap;

use egui::style::{
    HandleShape, Interaction, ScrollAnimation, ScrollFadeStyle, ScrollStyle, Selection, Spacing,
    TextCursorStyle, WidgetVisuals, Widgets,
};
use egui::{
    Color32, CornerRadius, FontId, Margin, Rangef, Shadow, Stroke, Style, TextStyle, Visuals,
    epaint::{FontColorTransferFunction, text::TextOptions},
    vec2,
};

use super::{Face, Theme, over};

impl Theme {
    /// The egui style of this theme.
    pub fn style(&self) -> Style {
        let motion = &Self::metrics().motion;
        let mut style = Style {
            text_styles: text_styles(),
            drag_value_text_style: TextStyle::Monospace,
            spacing: spacing(),
            interaction: interaction(),
            visuals: self.visuals(),
            animation_time: motion.hover,
            explanation_tooltips: false,
            always_scroll_the_only_direction: true,
            compact_menu_style: true,
            ..Style::default()
        };
        style.scroll_animation =
            ScrollAnimation { duration: Rangef::new(0.0, motion.scroll), ..style.scroll_animation };
        style
    }

    fn visuals(&self) -> Visuals {
        let (colours, metrics) = (&self.colours, Self::metrics());
        let base = if self.dark { Visuals::dark() } else { Visuals::light() };
        let hairline = Stroke::new(metrics.stroke.hairline, colours.line);
        Visuals {
            dark_mode: self.dark,
            text_options: TextOptions { color_transfer_function: self.transfer(), ..base.text_options },
            override_text_color: None,
            weak_text_color: Some(colours.soft),
            widgets: self.widgets(),
            selection: Selection {
                bg_fill: colours.selection,
                stroke: Stroke::new(metrics.stroke.hairline, colours.ink),
            },
            hyperlink_color: colours.link,
            faint_bg_color: colours.well,
            extreme_bg_color: over(colours.track, colours.panel),
            text_edit_bg_color: Some(colours.raised),
            code_bg_color: over(colours.well, colours.raised),
            warn_fg_color: colours.warn,
            error_fg_color: colours.error,
            window_corner_radius: metrics.radius.popover.into(),
            window_shadow: self.menu_shadow(),
            window_fill: colours.raised,
            window_stroke: hairline,
            window_highlight_topmost: false,
            menu_corner_radius: metrics.radius.popover.into(),
            panel_fill: colours.panel,
            popup_shadow: self.menu_shadow(),
            resize_corner_size: 0.0,
            text_cursor: TextCursorStyle {
                stroke: Stroke::new(metrics.stroke.caret, colours.ink),
                preview: false,
                blink: false,
                ..TextCursorStyle::default()
            },
            button_frame: true,
            collapsing_header_frame: false,
            indent_has_left_vline: false,
            striped: false,
            slider_trailing_fill: false,
            handle_shape: HandleShape::Circle,
            interact_cursor: None,
            image_loading_spinners: false,
            disabled_alpha: 0.45,
            ..base
        }
    }

    /// Light strokes on dark ground look thinner than they are; their coverage is lifted.
    pub fn transfer(&self) -> FontColorTransferFunction {
        if self.dark {
            FontColorTransferFunction::DARK_MODE_DEFAULT
        } else {
            FontColorTransferFunction::LIGHT_MODE_DEFAULT
        }
    }

    fn widgets(&self) -> Widgets {
        let (colours, stroke) = (&self.colours, &Self::metrics().stroke);
        let (raised, line) = (colours.raised, Stroke::new(stroke.hairline, colours.line));
        let strong = Stroke::new(stroke.hairline, colours.line_strong);
        let widget = |fill, track, outline, text: Color32| WidgetVisuals {
            bg_fill: track,
            weak_bg_fill: fill,
            bg_stroke: outline,
            corner_radius: CornerRadius::from(Self::metrics().radius.control),
            fg_stroke: Stroke::new(stroke.icon, text),
            expansion: 0.0,
        };
        let (hover, pressed) = (over(colours.hover, raised), over(colours.pressed, raised));
        let (track, ink) = (over(colours.track, raised), colours.ink);
        Widgets {
            noninteractive: widget(colours.panel, colours.panel, line, ink),
            inactive: widget(raised, track, line, ink),
            hovered: widget(hover, over(colours.pressed, track), strong, ink),
            active: widget(
                hover,
                over(colours.pressed, track),
                Stroke::new(stroke.focus, colours.focus),
                ink,
            ),
            open: widget(pressed, track, strong, ink),
        }
    }

    /// egui paints one layer where the tokens may have several, and no wider than the smallest popup can cast.
    fn menu_shadow(&self) -> Shadow {
        self.shadows.menu.first().map_or(Shadow::NONE, |layer| (*layer).into())
    }
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let text = &Theme::metrics().text;
    BTreeMap::from([
        (TextStyle::Small, text.label.font()),
        (TextStyle::Body, text.ui.font()),
        (TextStyle::Button, text.key.font()),
        (TextStyle::Heading, text.heading.font()),
        (TextStyle::Monospace, Face::UiTabular.at(text.ui.size)),
    ])
}

fn spacing() -> Spacing {
    let (space, size) = (&Theme::metrics().space, &Theme::metrics().size);
    Spacing {
        item_spacing: vec2(space.l, space.m),
        window_margin: Margin::same(space.xxl as i8),
        button_padding: size.control_padding,
        menu_margin: Margin::same(space.m as i8),
        indent: space.xxl,
        interact_size: vec2(size.control, size.control),
        slider_rail_height: space.s,
        combo_width: size.chip,
        icon_width: size.icon,
        icon_width_inner: size.swatch,
        icon_spacing: space.m,
        tooltip_width: size.inspector,
        menu_width: size.picker,
        menu_spacing: space.xs,
        indent_ends_with_horizontal_line: false,
        combo_height: size.inspector,
        scroll: scroll(),
        ..Spacing::default()
    }
}

/// Thin bars that float over the content, faint until the pointer is near.
fn scroll() -> ScrollStyle {
    let (space, size) = (&Theme::metrics().space, &Theme::metrics().size);
    ScrollStyle {
        floating: true,
        bar_width: size.scroll_bar,
        floating_width: size.scroll_bar_thin,
        handle_min_length: space.section,
        bar_inner_margin: space.xs,
        bar_outer_margin: space.xs,
        floating_allocated_width: 0.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.12,
        active_handle_opacity: 0.2,
        interact_handle_opacity: 0.4,
        fade: ScrollFadeStyle { strength: 0.0, ..ScrollFadeStyle::default() },
        ..ScrollStyle::floating()
    }
}

fn interaction() -> Interaction {
    Interaction {
        tooltip_delay: Theme::metrics().motion.tooltip_delay,
        selectable_labels: false,
        multi_widget_text_select: false,
        ..Interaction::default()
    }
}
