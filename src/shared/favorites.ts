/** The most models that can be favorites: far more than such a list is useful for. */
export const MOST_FAVORITES = 500
