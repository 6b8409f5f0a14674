/** Guesses from a model's name what it produces. The user can override it. Pure. */

/** Families of image models, as their makers and converters spell them. */
const IMAGE =
  /(^|[^a-z])(sd|sdxl|sd[-_.]?\d[\w.]*|sdxs|stable[-_ ]?diffusion|flux\w*|dreamshaper|juggernaut|pony|illustrious|animagine|realvis\w*|qwen[-_]?image|z[-_]?image|hidream|kolors|pixart|playground[-_]?v?\d|imagen|image|images|dall[-_]?e|midjourney|ideogram|recraft|seedream|nano[-_]?banana|hunyuan[-_]?image|hunyuan[-_]?dit|glm[-_]?image|cogview\d?|lumina|sana|chroma|auraflow|kandinsky|wuerstchen|cascade|janus|omnigen|bagel|ovis[-_]?image|longcat[-_]?image|ernie[-_]?image|anima|text[-_]?to[-_]?image|t2i|txt2img|diffusion|diffusers|gpt[-_]?image|chatgpt[-_]?image)(?=$|[^a-z])/i
/** Models that neither chat nor generate images: components, speech, search, video. */
const HIDDEN =
  /(^|[^a-z])(audio|realtime|transcribe|transcription|tts|stt|asr|whisper\w*|embed\w*|moderation|rerank\w*|reranker|clip|clip[-_]?vision|bge|gte|e5|nomic|vae|taesd|upscal\w*|esrgan|realesrgan|controlnet|lora|ipadapter|video|t2v|i2v|wan\d?[\w.]*|ltx\w*|kokoro|piper|bark|musicgen|speech|voice|vad|silero\w*|t5xxl|text[-_]?encoder|ocr|depth|segment\w*|detect\w*|classif\w*|reward)(?=$|[^a-z])/i

export function guessType(name: string): 'image' | 'text' | 'hidden' {
  // The model's own name is the last part of a path or address.
  const own = name.split('/').at(-1) ?? name
  if (HIDDEN.test(own)) return 'hidden'
  return IMAGE.test(own) || IMAGE.test(name) ? 'image' : 'text'
}
