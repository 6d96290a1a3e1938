// The face of the text: Source Serif 4, cut down to Latin, Greek and mathematical signs, so that the page looks the same
// everywhere and fetches nothing. Under the SIL Open Font License (docs/licences/source-serif-4.txt), which reserves the
// name "Source" for the original: hence another name.

/// The faces of the font "Paper Serif".
enum ReadingFont {
    /// Rules that embed the two faces.
    static var rules: String {
        """
        /* Source Serif 4, a subset. Copyright 2014-2021 Adobe; SIL Open Font License 1.1, https://openfontlicense.org */
        @font-face { font-family: "Paper Serif"; font-weight: 400 600; font-style: normal; font-display: swap;
          src: url(data:font/woff2;base64,\(upright)) format("woff2"); }
        @font-face { font-family: "Paper Serif"; font-weight: 400 600; font-style: italic; font-display: swap;
          src: url(data:font/woff2;base64,\(italic)) format("woff2"); }
        """
    }
}
