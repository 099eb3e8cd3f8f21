use protocol::{Message, Reply, Request, decode, encode};

/// Bytes are no message, or one that is the same when it is written anew. The
/// first byte says who reads them: the worker, or the page.
pub fn message(data: &[u8]) {
    let Some((end, bytes)) = data.split_first() else { return };
    if end % 2 == 0 { read::<Request>(bytes) } else { read::<Reply>(bytes) }
}

fn read<M: Message>(bytes: &[u8]) {
    let Ok(message) = decode::<M>(bytes) else { return };
    let written = encode(&message).expect("not longer than what was read");
    assert!(written.len() <= bytes.len());
    let again = decode::<M>(&written).expect("a message of our own");
    // By bytes: no NaN is like another.
    assert_eq!(encode(&again).as_ref(), Ok(&written));
}
