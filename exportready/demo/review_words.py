"""What the demonstration's experts say, by kind of product and lens: plain Indonesian, as people in the trade talk."""

from dataclasses import dataclass

MUST, SHOULD, IDEA = "must", "should", "idea"


@dataclass(frozen=True)
class Remark:
    """A finding, the maker's answer to it, and the place on the photo (shares of its width and height), if any."""

    severity: str
    text: str
    answer: str
    pin: tuple[str, str] | None = None


# HS chapters → the kind whose remarks fit
KINDS = {
    "weave": ("46", "14", "53"),
    "cloth": ("42", *(str(chapter) for chapter in range(50, 66))),
    "wood": ("44", "94", "92", "95"),
    "food": tuple(f"{chapter:02}" for chapter in range(2, 25)),
    "body": ("33", "34", "30"),
    "clay": ("68", "69", "70", "71", "74", "83"),
}


def kind_of(hs_code: str) -> str:
    """The kind of a product by its HS chapter; things of no listed chapter are spoken of in general."""
    return next((kind for kind, chapters in KINDS.items() if hs_code[:2] in chapters), "other")


SUMMARIES = {
    "design": (
        "Bentuknya punya ciri sendiri dan bahannya dipilih dengan baik. Kerapian belum merata: lihat dahulu temuan "
        "wajib, karena di situlah mata dan tangan pembeli pertama kali sampai."
    ),
    "buying": (
        "Saya melihat pembelinya, terutama toko menengah di Jepang dan Eropa. Harga masih masuk akal, tetapi label dan "
        "kemasan ekspor belum siap. Mulailah dari sana, baru bicara pesanan besar."
    ),
    "aggregation": (
        "Kapasitas cukup untuk pesanan percobaan. Supaya dapat digabung dengan pembuat lain, ukuran, bahan, dan cara "
        "mengemas perlu tertulis dan sama dari lot ke lot."
    ),
}
SECOND_SUMMARIES = {
    "design": "Perbaikannya terlihat: bagian yang dulu mengganggu kini rapi, dan fotonya menunjukkannya dengan jelas.",
    "buying": "Label dan kemasan sudah menjawab pertanyaan importir. Saya berani menunjukkannya kepada pembeli.",
    "aggregation": "Lembar standar dan contoh induk sudah ada. Sisanya tinggal dijaga saat pesanan bertambah.",
}

WORDS: dict[str, dict[str, list[Remark]]] = {
    "weave": {
        "design": [
            Remark(MUST, "Ujung anyaman di tepi atas belum dikunci dan mulai lepas. Lilit ganda, lalu potong rata.",
                   "Tepi kini dililit ganda dan dipotong rata; lihat foto baru.", ("0.5000", "0.3200")),
            Remark(SHOULD, "Warna alami lebih tenang daripada warna celup yang menyala. Coba satu seri tanpa pewarna.",
                   "Seri warna alami sudah kami buat; warna lama tetap untuk pasar lokal.", ("0.3400", "0.5600")),
        ],
        "buying": [
            Remark(MUST, "Belum ada label bahan dan negara asal. Toko di Eropa tidak menerima barang tanpa keduanya.",
                   "Label kain dua bahasa sudah dijahit di bagian dalam."),
            Remark(IDEA, "Susun menjadi set tiga ukuran yang saling masuk: hemat tempat kirim dan nilai jualnya naik.",
                   "Set tiga ukuran sedang kami coba."),
        ],
        "aggregation": [
            Remark(SHOULD, "Ukuran antarbuah berbeda sampai dua sentimeter. Buat cetakan, tulis toleransinya.",
                   "Cetakan kayu sudah dipakai; toleransi satu sentimeter tertulis di lembarnya.", ("0.6200", "0.6600")),
            Remark(MUST, "Bahan disimpan di lantai dan mudah berjamur. Keringkan sampai kadar air di bawah 12 persen.",
                   "Rak pengering sudah dibuat dan kadar air dicatat setiap minggu."),
        ],
    },
    "cloth": {
        "design": [
            Remark(MUST, "Jahitan tepi tidak lurus dan benang sisa terlihat. Pakai pengarah jahitan, potong sisa benang.",
                   "Tepi dijahit ulang dengan pengarah; benang sisa dibakar rapi.", ("0.4200", "0.7400")),
            Remark(SHOULD, "Motifnya kuat, tetapi terlalu banyak warna dalam satu bidang. Pilih tiga warna utama.",
                   "Koleksi baru memakai tiga warna: nila, soga, dan putih gading.", ("0.5600", "0.4000")),
        ],
        "buying": [
            Remark(MUST, "Ketahanan luntur belum diuji. Pembeli meminta hasil uji gosok dan cuci sebelum memesan.",
                   "Uji luntur dilakukan di balai tekstil; hasilnya kami lampirkan di keterangan."),
            Remark(SHOULD, "Ukuran hanya S sampai L menurut pasar lokal. Sertakan tabel ukuran dalam sentimeter.",
                   "Tabel ukuran dalam sentimeter sudah ditambahkan."),
        ],
        "aggregation": [
            Remark(SHOULD, "Lebar kain berbeda antarlembar. Tentukan lebar baku dan periksa tiap gulungan.",
                   "Lebar baku 110 cm, diperiksa dengan mal pada setiap gulungan."),
            Remark(IDEA, "Warna dari bahan alami dapat dicatat resepnya agar pembuat lain menghasilkan warna yang sama.",
                   "Resep warna mulai kami catat per celupan."),
        ],
    },
    "wood": {
        "design": [
            Remark(MUST, "Sambungan terbuka dan lem terlihat. Pakai pasak, jepit sampai kering, lalu amplas.",
                   "Sambungan memakai pasak dan diamplas sampai nomor 320.", ("0.4800", "0.6000")),
            Remark(SHOULD, "Lapisan akhir mengilap menutup serat kayunya. Minyak alami memberi kesan lebih mahal.",
                   "Kami beralih ke minyak kelapa dan lilin lebah.", ("0.6400", "0.4200")),
        ],
        "buying": [
            Remark(MUST, "Dokumen legalitas kayu belum ada. Uni Eropa menahan barang tanpa V-Legal di pelabuhan.",
                   "Pengurusan SVLK dimulai lewat kelompok; nomor pendaftarannya sudah ada."),
            Remark(SHOULD, "Karton belum kuat untuk pengiriman laut. Uji jatuh satu meter dari semua sisi.",
                   "Karton dinding ganda sudah lolos uji jatuh."),
        ],
        "aggregation": [
            Remark(MUST, "Kayu belum dioven: kadar air 18 persen retak di ruang berpemanas. Turunkan ke 10–12 persen.",
                   "Oven bersama dipakai; kadar air kini 11 persen."),
            Remark(IDEA, "Rancang agar dapat dibongkar-pasang: satu peti kemas memuat tiga kali lebih banyak.",
                   "Versi bongkar-pasang sedang digambar."),
        ],
    },
    "food": {
        "design": [
            Remark(SHOULD, "Desain kemasan ramai dan nama produk sulit dibaca. Besarkan namanya, kurangi gambar.",
                   "Nama produk diperbesar dan gambar tinggal satu.", ("0.5000", "0.4600")),
            Remark(IDEA, "Ceritakan kebun dan petaninya di sisi belakang; pembeli kopi dan rempah mencarinya.",
                   "Cerita kebun dalam dua bahasa sudah ditambahkan."),
        ],
        "buying": [
            Remark(MUST, "Label gizi, alergen, dan tanggal kedaluwarsa dalam bahasa Inggris belum ada.",
                   "Label baru memuat gizi, alergen, dan tanggal dalam dua bahasa.", ("0.5400", "0.6400")),
            Remark(MUST, "Izin edar baru tingkat rumah tangga. Untuk ekspor pembeli meminta HACCP atau setara.",
                   "Pelatihan HACCP selesai; audit dijadwalkan bulan depan."),
        ],
        "aggregation": [
            Remark(SHOULD, "Rasa dan kadar air berbeda antarlot. Catat kadar air dan simpan contoh setiap lot.",
                   "Kadar air dicatat dan contoh tiap lot disimpan enam bulan."),
            Remark(SHOULD, "Pasokan turun di luar musim panen. Sebutkan bulan yang dapat dijamin.",
                   "Jadwal pasokan per bulan sudah kami tulis."),
        ],
    },
    "body": {
        "design": [
            Remark(SHOULD, "Botol dan tutupnya biasa saja. Satu bentuk khas untuk seluruh seri lebih mudah diingat.",
                   "Seluruh seri kini memakai botol amber yang sama.", ("0.5200", "0.4400")),
        ],
        "buying": [
            Remark(MUST, "Daftar bahan belum memakai nama INCI. Tanpa itu produk tidak dapat didaftarkan di Eropa.",
                   "Daftar bahan sudah ditulis dengan nama INCI.", ("0.5000", "0.6200")),
            Remark(MUST, "Belum ada laporan keamanan kosmetik. Mintalah dari laboratorium yang diakui.",
                   "Contoh sudah dikirim ke laboratorium; laporannya menyusul."),
        ],
        "aggregation": [
            Remark(SHOULD, "Nomor lot belum dicetak. Penarikan barang mustahil dilakukan tanpa itu.",
                   "Nomor lot dicetak pada setiap label."),
        ],
    },
    "clay": {
        "design": [
            Remark(MUST, "Ada gelembung pada glasir dan kaki benda masih kasar. Saring glasir dan amplas kakinya.",
                   "Glasir disaring dua kali dan kaki benda diamplas.", ("0.4600", "0.6800")),
            Remark(IDEA, "Warna tanahnya indah tanpa glasir. Buat seri setengah polos.",
                   "Seri setengah polos masuk koleksi baru.", ("0.5600", "0.4000")),
        ],
        "buying": [
            Remark(MUST, "Belum ada uji timbal dan kadmium. Peralatan makan tidak boleh dijual tanpanya.",
                   "Uji timbal dan kadmium lulus; sertifikatnya tersedia."),
        ],
        "aggregation": [
            Remark(SHOULD, "Satu dari delapan benda retak dalam perjalanan. Rancang sekat karton dan hitung yang rusak.",
                   "Sekat karton baru; pada dua pengiriman terakhir tidak ada yang pecah."),
        ],
    },
    "other": {
        "design": [
            Remark(SHOULD, "Foto belum menunjukkan ukuran. Tambahkan foto di tangan atau di samping benda sehari-hari.",
                   "Foto di tangan sudah ditambahkan.", ("0.5000", "0.5000")),
        ],
        "buying": [
            Remark(MUST, "Label bahan dan negara asal belum ada. Keduanya wajib di hampir semua pasar.",
                   "Label bahan dan asal sudah terpasang."),
        ],
        "aggregation": [
            Remark(SHOULD, "Belum ada lembar standar. Tulis ukuran, bahan, dan toleransi agar pembuat lain dapat mengikuti.",
                   "Lembar standar satu halaman sudah selesai."),
        ],
    },
}  # fmt: skip
