//! Numbers as short decimal text and back. The library's own formatting and
//! parsing are exact to the last bit and weigh 25 KB in the bundle for it; a
//! hash, a transform or a label wants a few places.

/// `value` with at most `places` decimals (up to 9), without trailing zeros:
/// "12.5", "-0.04", "3". Not finite, or beyond ±9·10⁹, is "0".
pub fn decimal(value: f64, places: u32) -> String {
    let unit = 10_i64.pow(places.min(9));
    let scaled = value * unit as f64;
    if !scaled.is_finite() || value.abs() > 9e9 {
        return "0".to_owned();
    }
    let n = scaled.round() as i64;
    let (whole, mut part) = ((n / unit).unsigned_abs(), (n % unit).unsigned_abs());
    let mut text = String::new();
    if n < 0 {
        text.push('-');
    }
    text.push_str(&whole.to_string());
    if part > 0 {
        text.push('.');
        let mut digit = unit.unsigned_abs() / 10;
        while part > 0 {
            text.push(char::from(b'0' + (part / digit) as u8));
            part %= digit;
            digit /= 10;
        }
    }
    text
}

/// The number that plain decimal text stands for ("-12.5"): up to 9 digits on
/// either side of the point, no exponent. `None` for anything else.
pub fn parse(text: &str) -> Option<f64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let number = |t: &str| {
        let short = (1..=9).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        short.then(|| t.parse::<u32>().ok()).flatten().map(f64::from)
    };
    let value = number(whole)? + number(part)? / f64::from(10_u32.pow(part.len() as u32));
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, places: u32, want: &str) {
        assert_eq!(decimal(value, places), want);
    }

    #[test]
    fn zeros_at_the_end_are_left_out() {
        check(12.5, 4, "12.5");
        check(3., 2, "3");
        check(0.05, 2, "0.05");
    }

    #[test]
    fn it_rounds_and_keeps_the_sign() {
        check(-0.036, 2, "-0.04");
        check(1.999, 2, "2");
        check(-0.001, 2, "0");
    }

    #[test]
    fn what_is_no_number_is_harmless() {
        check(f64::NAN, 2, "0");
        check(f64::INFINITY, 2, "0");
        check(1e300, 2, "0");
    }

    #[test]
    fn text_is_read_back_and_nonsense_is_not() {
        assert_eq!(parse("-45.5255"), Some(-45.5255));
        assert_eq!(parse("8"), Some(8.));
        for bad in ["", "-", "1e3", "nan", "1.2.3", "+1", " 1", "1234567890", "1."] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
