"""What surrounds a text on a page and sells something, and how authors take leave."""

from rubrics.importing.parsing.phrases import Phrases, phrases_of

# Short lines that no guide needs: a page's furniture.
FURNITURE: tuple[tuple[str, Phrases], ...] = (
    (
        "advertisement",
        phrases_of(
            "advertisement; advertisements; sponsored; ad; ads; promoted; anzeige; werbung; publicité; "
            "publicidad; sponsored content; paid partnership; advertise with us"
        ),
    ),
    (
        "cookie notice",
        phrases_of(
            "this site uses cookies; we use cookies; accept cookies; accept all cookies; accept all; cookie "
            "settings; manage cookies; this website uses cookies; by continuing to use; cookie preferences"
        ),
    ),
    (
        "share buttons",
        phrases_of(
            "share; share this; share on; tweet; tweet this; pin it; copy link; share this article; share "
            "this post; share via; like this post; print; facebook; twitter; linkedin; whatsapp; follow us; "
            "follow us on; follow me"
        ),
    ),
    (
        "link to another page",
        phrases_of(
            "read more; learn more; read also; also read; see also; read next; related; related article; "
            "related articles; you may also like; recommended; next article; previous article; next post; "
            "previous post; read our; check out our; check out; click here; see our; view more; show more; "
            "load more; continue reading; more on this; back to top; back to contents; skip to; skip to "
            "content; skip to main content; top of page; bottom of page; view all; see all; explore our; "
            "weiterlesen; mehr lesen; lire aussi; leer más"
        ),
    ),
    (
        "navigation",
        phrases_of(
            "home; menu; search; log in; login; sign in; log out; sign out; toggle navigation; next; "
            "previous; main menu; close; close menu; navigation; site map; sitemap; open menu; my account; "
            "cart"
        ),
    ),
    (
        "image caption",
        phrases_of(
            "image; image credit; image source; image by; image courtesy; photo; photo by; photo credit; "
            "figure; fig; source; credit; screenshot; illustration; picture; bild; abbildung; caption; "
            "infographic; video; watch; thumbnail"
        ),
    ),
    (
        "date or author line",
        phrases_of(
            "published; updated; last updated; posted; posted on; posted by; written by; reviewed by; last "
            "modified; published on; published by; min read; by; edited by; medically reviewed; "
            "veröffentlicht; aktualisiert; publié; publicado; fact checked by"
        ),
    ),
    (
        "copyright or legal line",
        phrases_of(
            "copyright; all rights reserved; terms of service; terms of use; terms and conditions; privacy "
            "policy; terms; privacy; imprint; impressum; cookie policy; disclaimer"
        ),
    ),
    (
        "invitation to a newsletter",
        phrases_of(
            "subscribe; sign up; join our newsletter; join the newsletter; newsletter; enter your email; "
            "your email; email address; get notified; stay updated; join our community; join our mailing "
            "list; subscribe to our newsletter; join thousands of readers"
        ),
    ),
)
# Sentences that sell, wherever they stand.
SALES = phrases_of(
    "book a demo; book a call; book a free; schedule a demo; schedule a call; start your free; request a "
    "demo; contact our; our newsletter; hire with us; hire vetted; pre-vetted; our platform; our services; "
    "our experts; our team of recruiters; our recruiters; our talent; our clients; download our; free ebook; "
    "free guide; free pdf; click here; limited time offer; special offer; promo code; enrol now; enroll now; "
    "enrol in; enroll in; our bootcamp; our course; our courses; our program; our programme; our academy; "
    "talk to our; let us help; we can help; help you hire; find your next; start hiring; join our; join the "
    "waitlist; money-back; use code; our pricing; try it free; try it for free; get started today; book "
    "your; buy our; sponsored by; brought to you by; follow us on; mentor to review; our mock interviews; "
    "our customers pay; learn how we; see how we; check out our; kostenlos testen; jetzt buchen; essayez "
    "gratuitement; prueba gratis; grab your; early bird; subscribe to our; free for 30 days; free for 14 "
    "days; try our"
)
# Words that only sell beside others that do.
HINTS = phrases_of(
    "free trial; contact us; get in touch; sign up; sign up for; subscribe; subscribe to; our customers; "
    "download the; limited time; discount; % off; enrol; enroll; talk to us; with the code; coupon; per "
    "month; visit our; visit us; today only; follow us; premium; upgrade to; unlock; webinar; buy the; join "
    "us; free; today; now; experts; save; bootcamp; newsletter"
)
FAREWELLS = phrases_of(
    "good luck; best of luck; happy interviewing; happy hiring; happy learning; thanks for reading; thank "
    "you for reading; thanks for your; that's it; that is it; that's all; we hope this; we hope these; we "
    "hope you; hope this; hope these; see you soon; let us know; let me know; tell us how; in the comments; "
    "share your; you now know; you are now; you're now; with these questions; by using these; these "
    "questions will; these questions should; all the best; that is the whole; share it with; viel erfolg; "
    "viel glück; bonne chance; buena suerte; feedback welcome; repost; follow me; save this post; like and "
    "share; share it; this concludes; end of document; the end; happy coding; thank you for; this guide; "
    "this article; this list; these are some; remember that no"
)
