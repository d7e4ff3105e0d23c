/** The catalogue's pictures, one `<sku>.svg` per product; the host serves them at `/catalogue/<sku>.svg`. */
export const picturesFolder = new URL('./pictures/', import.meta.url)
