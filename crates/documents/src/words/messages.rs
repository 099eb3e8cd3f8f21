//! Every message of the interface, by the name that it has in a language's file
//! (`crates/documents/languages`).
//!
//! In a message `{name}` stands for what is put there ([`super::fill`]). One whose words
//! depend on a number has a form for each case that its language tells apart
//! ([`super::plural`]); lists and such forms are one text with `|` between.

macro_rules! messages {
    ($(#[$about:meta])* $name:ident, $keys:ident { $($(#[$of:meta])* $key:ident,)* }) => {
        #[allow(non_camel_case_types, reason = "they are called as in the files")]
        enum $keys { $($key,)* }

        $(#[$about])*
        // A list, and not a field each: filling one in is most of a program's code.
        pub struct $name([&'static str; $name::KEYS.len()]);

        #[allow(missing_docs, reason = "each message's text is in crates/languages/texts/en.json")]
        impl $name {
            /// The names of its messages, in the order of a language's text.
            pub const KEYS: &'static [&'static str] = &[$(stringify!($key)),*];

            /// From a line each of these; `None` where one is missing.
            pub fn read(lines: &mut std::str::Lines<'static>) -> Option<Self> {
                let mut all = [""; $name::KEYS.len()];
                for message in &mut all {
                    *message = lines.next()?;
                }
                Some(Self(all))
            }

            $($(#[$of])* pub fn $key(&self) -> &'static str { self.0[$keys::$key as usize] })*
        }
    };
}

messages! {
    /// Words of the page, and of what is read in it.
    Words, Word {
        map,
        map_help,
        places_on_map,
        panel,
        language,
        skip_to_list,
        zoom_in,
        zoom_out,
        home,
        look_north,
        look_south,
        look_west,
        look_east,
        move_map,
        legend,
        back,
        drawer_open,
        drawer_close,
        read_article,
        places,
        names,
        in_the_article,
        status,
        sources,
        precision,
        what_article_says,
        no_claim,
        claims_of_parent,
        about,
        also_about,
        place_by_place,
        period,
        /// Before what an excerpt leaves out.
        left_out,
        reported_by,
        outline_by_date,
        part_of,
        includes,
        credits,
        credits_are,
        loading,
        retry,
        close,
        files_failed,
        which_files,
        did_you_mean,
        missing_texts,
        missing_fine_print,
        missing_layer,
        missing_features,
        other_edition,
        missing_relief,
        missing_basemap,
        missing_chronicle,
        missing_language,
        held_by,
        claimed_by,
        new_tab,
        caption,
        paragraph,
        follow,
        leave,
        previous,
        next,
        step,
        in_order,
        whose_view,
        everything,
        no_position,
        silent,
        others_say,
        not_then,
        copy_link,
        copied,
        search,
        search_hint,
        nothing_found,
        found,
        town,
        time_line,
        local_names,
        names_size,
        full_screen,
        print,
        worksheet,
        save_svg,
        save_png,
        /// Above where a region lies.
        on_the_map,
        in_view,
        no_place,
        ctrl_wheel,
        two_fingers,
        share,
        share_menu,
        copy_view,
        out_of_view,
        position,
        close_up,
        taller,
        half,
        percent,
        quoted,
    }
}

messages! {
    /// How dates, stretches of time and positions are said, and what is said of links
    /// that lead astray. A name that ends in `_day` is for a date with a day.
    Phrases, Phrase {
        months,
        months_with_day,
        date_first,
        date_day,
        date_month,
        date_year,
        as_of_day,
        as_of,
        situation_day,
        situation,
        back_to_day,
        back_to,
        since_day,
        since,
        until_day,
        until,
        between,
        astray_place,
        astray_claim,
        astray_step,
        astray_side,
        astray_layer,
        astray_date,
        astray_language,
        changes,
        added,
        gone,
        added_and_gone,
        and_more,
        comma,
        full_stop,
        decimal,
        north,
        south,
        east,
        west,
        /// A latitude and a longitude.
        coordinates,
        kilometres,
        metres,
    }
}

messages! {
    /// Words of what comes when the page is there already: the line of time, what
    /// happened since the article, the entries of the menu that copy.
    Later, LaterWord {
        since_article,
        since_preface,
        nothing_since,
        play,
        pause,
        /// All that is told of a date.
        in_full,
        no_outline,
        date_of_map,
        copy_citation,
        copy_bibtex,
        copy_embed,
        /// The way to the article beside the map.
        beside,
        citation,
    }
}

messages! {
    /// Words of the page that has the article beside the map, which are a text of their own:
    /// no other page needs them.
    Beside, BesideWord {
        title,
        lead,
        paste_here,
        open_file,
        show,
        read_article,
        map_alone,
        another,
        article,
        map,
        follows,
        same,
        other,
        found,
        differing,
        instead,
        added,
        dropped,
        says_other,
        several,
        lost,
        too_long,
        no_text,
        no_atlas,
        loading,
    }
}
