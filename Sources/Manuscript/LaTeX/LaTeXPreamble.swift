// Everything before \begin{document}: packages of TeX Live's recommended and extra collections, and the few commands that the text uses.

struct LaTeXPreamble {
    let title: String
    let authors: [String]
    /// Lines that declare characters.
    let characters: [String]

    var text: String {
        """
        % Written by a program from the paper's chapters and results. Compile it with latexmk, which runs pdflatex and BibTeX.
        \\documentclass[11pt,a4paper]{article}
        \\usepackage[T1]{fontenc}
        \\usepackage[utf8]{inputenc}
        \\usepackage{textcomp}
        \\usepackage{lmodern}
        \\usepackage[margin=26mm]{geometry}
        \\usepackage{amsmath,amssymb,bm,pifont}
        \\usepackage{graphicx,xcolor}
        \\usepackage{booktabs,longtable,array,calc,etoolbox,multirow}
        \\usepackage[export]{adjustbox}
        \\usepackage{caption}
        \\usepackage{fvextra}
        \\usepackage[normalem]{ulem}
        \\usepackage{footnotehyper,needspace}
        \\usepackage[round]{natbib}
        \\usepackage{microtype}
        \\usepackage[unicode,hidelinks]{hyperref}
        \\usepackage{bookmark}
        \\hypersetup{pdftitle={\(LaTeXText.escaped(title))},pdfauthor={\(LaTeXText.escaped(authors.joined(separator: ", ")))},pdflang={en}}
        \\makesavenoteenv{longtable}
        \\captionsetup{font=small,labelfont=bf,labelsep=period,singlelinecheck=false}
        \\setcounter{secnumdepth}{6}
        \\emergencystretch=3em
        \\allowdisplaybreaks
        \\setlength{\\LTpre}{0.7\\baselineskip}
        \\setlength{\\LTpost}{0.7\\baselineskip}

        % What pandoc writes.
        \\providecommand{\\tightlist}{\\setlength{\\itemsep}{0pt}\\setlength{\\parskip}{0pt}}
        \\providecommand{\\st}[1]{\\sout{#1}}
        \\providecommand{\\pandocbounded}[1]{#1}

        % Verdicts of claims: a sign, a colour, and words.
        \\definecolor{holds}{HTML}{1A6B3C}
        \\definecolor{fails}{HTML}{A32A1B}
        \\definecolor{undecided}{HTML}{75560A}
        \\newcommand{\\claimholds}[1]{\\textcolor{holds}{\\ensuremath{\\checkmark}~#1}}
        \\newcommand{\\claimfails}[1]{\\textcolor{fails}{\\ding{55}~#1}}
        \\newcommand{\\claimundecided}[1]{\\textcolor{undecided}{?~#1}}
        \\newcommand{\\claimanchor}[1]{\\phantomsection\\label{#1}}

        % Code with its caption, which may go on over the end of a page, and the colours of its parts.
        \\newcounter{listing}
        \\newenvironment{listingcaption}[1]
          {\\par\\medskip\\needspace{7\\baselineskip}\\noindent\\refstepcounter{listing}\\label{#1}\\small\\textbf{Listing~\\thelisting.} }
          {\\par\\nopagebreak}
        \(Self.codeColours)

        % The sign of an item of a list in a caption.
        \\newcommand{\\captionmark}[1]{#1}

        % A picture within a line.
        \\newcommand{\\pictureinline}[1]{\\adjustbox{max height=2ex}{#1}}
        \(characters.joined(separator: "\n"))
        """
    }

    /// A command for each kind of token that is coloured.
    private static let codeColours: String = {
        let colours = ["keyword": "7A1F6B", "type": "0B5A83", "number": "8A4B00", "string": "8A1C12", "comment": "5C6470", "attribute": "7A1F6B"]
        return colours.sorted { $0.key < $1.key }.map { "\\newcommand{\\code\($0.key)}[1]{\\textcolor[HTML]{\($0.value)}{#1}}" }.joined(separator: "\n")
    }()
}
