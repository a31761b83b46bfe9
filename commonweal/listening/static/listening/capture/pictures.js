// pictures.js – a photo, made small on the device. Drawn anew, it has lost where and with what it was taken.

const LONGEST = 2000; // pixels: enough for a wall, small enough for a bad connection

/** The photo as JPEG bytes, and a small drawing of it to look at. Null where this device cannot read it. */
export async function picture(file) {
  const image = await read(file);
  if (!image) return null;
  const bytes = await jpeg(drawn(image, LONGEST));
  const small = drawn(image, 240);
  if (image.close) image.close();
  return bytes && { bytes, type: "image/jpeg", name: "photo.jpg", small };
}

async function read(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

function drawn(image, most) {
  const by = Math.min(1, most / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * by));
  canvas.height = Math.max(1, Math.round(image.height * by));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const jpeg = (canvas) =>
  new Promise((done) => canvas.toBlob(async (blob) => done(blob && (await blob.arrayBuffer())), "image/jpeg", 0.85));
