import { reactive, ref } from 'vue'
import { upload } from './api/upload'
import { asProblem, type Problem } from './api/problem'

export interface Photo {
  key: string
  name: string
  state: 'uploading' | 'done' | 'failed'
  share: number
  id?: string
  preview?: string
  problem?: Problem
}

export const photoLimits = { count: 10, bytes: 20 * 1024 * 1024, edge: 2048 }
export type Refusal = 'tooMany' | 'tooLarge' | 'wrongType'

/** Pictures and PDFs on their way to the server; `ids` are those that arrived. */
export function usePhotos(onChange: (ids: string[]) => void) {
  const photos = ref<Photo[]>([])
  const refused = ref<{ name: string; why: Refusal }[]>([])
  const files = new Map<string, Blob>()

  const tell = () => onChange(photos.value.flatMap((p) => (p.id ? [p.id] : [])))

  async function add(chosen: File[]): Promise<void> {
    refused.value = []
    const started: Promise<void>[] = []
    for (const file of chosen) {
      const why = refusal(file, photos.value.length)
      if (why) {
        refused.value.push({ name: file.name, why })
        continue
      }
      const photo = reactive<Photo>({ key: `${Date.now()}-${photos.value.length}-${file.name}`, name: file.name, state: 'uploading', share: 0 })
      photos.value.push(photo)
      started.push(
        smaller(file).then((blob) => {
          files.set(photo.key, blob)
          if (blob.type.startsWith('image/')) photo.preview = URL.createObjectURL(blob)
          return go(photo)
        }),
      )
    }
    await Promise.all(started)
  }

  async function go(photo: Photo): Promise<void> {
    const blob = files.get(photo.key)
    if (!blob) return
    photo.state = 'uploading'
    photo.share = 0
    try {
      const stored = await upload(blob, photo.name, (share) => (photo.share = share))
      photo.id = stored.id
      photo.state = 'done'
      tell()
    } catch (error) {
      photo.state = 'failed'
      photo.problem = asProblem(error)
    }
  }

  function remove(key: string): void {
    const photo = photos.value.find((p) => p.key === key)
    if (photo?.preview) URL.revokeObjectURL(photo.preview)
    photos.value = photos.value.filter((p) => p.key !== key)
    files.delete(key)
    tell()
  }

  /** Those of a restored draft, and of a form that was cleared elsewhere. */
  function restore(ids: string[]): void {
    photos.value = ids.map((id) => photos.value.find((p) => p.id === id) ?? { key: id, id, name: '', state: 'done', share: 1 })
  }

  return { photos, refused, add, retry: go, remove, restore }
}

export function refusal(file: { type: string; size: number }, already: number): Refusal | null {
  if (already >= photoLimits.count) return 'tooMany'
  if (!/^image\/|^application\/pdf$/.test(file.type)) return 'wrongType'
  // Pictures are made smaller before they go; only what cannot be is measured as it is.
  if (file.size > photoLimits.bytes && !/^image\/(jpeg|png|webp)$/.test(file.type)) return 'tooLarge'
  return null
}

/** A phone's picture is scaled to what a reader can use; on any trouble the original goes. */
async function smaller(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 600 * 1024) return file
  const url = URL.createObjectURL(file)
  try {
    const image = await picture(url)
    const scale = Math.min(1, photoLimits.edge / Math.max(image.naturalWidth, image.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.naturalWidth * scale)
    canvas.height = Math.round(image.naturalHeight * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
    return blob && blob.size < file.size ? blob : file
  } catch {
    return file
  } finally {
    URL.revokeObjectURL(url)
  }
}

function picture(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = url
  })
}
