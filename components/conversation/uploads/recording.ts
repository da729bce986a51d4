/** Longer ones are calls. */
export const LONGEST_RECORDING_MS = 5 * 60_000;

/** Best first: MP4 plays on every phone; WebM is what the other browsers record. */
const types = ["audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/webm;codecs=opus", "audio/webm"];

export interface Recording {
  recorder: MediaRecorder;
  /** 0 to 1, as loud as it is now. */
  level: () => number;
  /** Ends it, and lets go of the microphone. */
  finish: () => Promise<File>;
  /** Lets go of the microphone, whatever was recorded. */
  drop: () => void;
}

/**
 * Asks for the microphone and records.
 *
 * @throws what the browser throws when there is none or it is refused.
 */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 48_000 });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const { level, close } = levelOf(stream);
  recorder.start(1_000);

  function drop() {
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    close();
  }

  function finish() {
    return new Promise<File>((resolve) => {
      const done = () => {
        drop();
        resolve(fileOf(chunks, recorder.mimeType));
      };
      if (recorder.state === "inactive") return done();
      recorder.onstop = done;
      recorder.stop();
    });
  }
  return { recorder, level, finish, drop };
}

/** Why there is nothing to record with, and what to do. */
export function refusalWords(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") {
    return "The microphone is blocked for Pagedesk. Allow it in your browser, beside the address, and try again.";
  }
  if (name === "NotFoundError") return "No microphone was found. Connect one and try again.";
  if (name === "NotReadableError") return "Another program is using the microphone. Close it and try again.";
  return "This browser can't record sound here. Record it elsewhere and attach the file.";
}

function levelOf(stream: MediaStream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);

  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) * 4);
    },
    close: () => void context.close(),
  };
}

function fileOf(chunks: Blob[], mimeType: string) {
  const type = mimeType.split(";")[0] || "audio/webm";
  const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  return new File(chunks, `Voice message ${at}.${type === "audio/mp4" ? "m4a" : "webm"}`, { type });
}
