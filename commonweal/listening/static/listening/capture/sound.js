// sound.js – somebody's voice, recorded on the device, in whatever form it can; else a file they have already.

export const LONGEST = 300; // seconds
const FORMS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export const can = () => Boolean(window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

export class Recorder {
  /** Errors: whatever the device says when it, or the person, will not have it. */
  async start(ended) {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = FORMS.find((form) => MediaRecorder.isTypeSupported(form));
    this.recorder = new MediaRecorder(this.stream, mimeType ? { mimeType, audioBitsPerSecond: 32000 } : {});
    const parts = [];
    this.recorder.ondataavailable = ({ data }) => data.size && parts.push(data);
    this.recorder.onstop = async () => {
      clearTimeout(this.timer);
      for (const track of this.stream.getTracks()) track.stop();
      if (this.dropped) return;
      const type = (this.recorder.mimeType || "audio/webm").split(";")[0];
      ended({ bytes: await new Blob(parts, { type }).arrayBuffer(), type, name: `voice.${type.split("/")[1]}` });
    };
    this.recorder.start(1000);
    this.timer = setTimeout(() => this.stop(), LONGEST * 1000);
  }

  stop() {
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
  }

  /** The person has gone: nothing of it stays. */
  drop() {
    this.dropped = true;
    this.stop();
  }
}
