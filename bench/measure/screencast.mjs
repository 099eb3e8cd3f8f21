// Every frame that the browser shows, with its time.
const JPEG = { format: 'jpeg', quality: 90 };

export async function record(session) {
  const frames = [];
  const onFrame = ({ data, metadata, sessionId }) => {
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
    frames.push({ at: metadata.timestamp * 1000, data });
  };
  session.on('Page.screencastFrame', onFrame);
  await session.send('Page.startScreencast', { ...JPEG, everyNthFrame: 1 });
  return {
    frames,
    async stop() {
      await session.send('Page.stopScreencast');
      session.off('Page.screencastFrame', onFrame);
      return frames;
    },
  };
}

export const screenshot = async (session) => (await session.send('Page.captureScreenshot', JPEG)).data;

/** The map's box in the window, in whole pixels. */
export const mapBox = (page) =>
  page.evaluate(() => {
    const { left, top, width, height } = document.querySelector('#map').getBoundingClientRect();
    return { x: Math.round(left), y: Math.round(top), width: Math.floor(width), height: Math.floor(height) };
  });
