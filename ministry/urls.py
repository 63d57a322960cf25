from django.urls import path

from ministry.views import dashboard, share, statistics

app_name = "ministry"
urlpatterns = [
    path("kementerian/", dashboard.dashboard, name="dashboard"),
    path("kementerian/corong/", dashboard.funnel, name="funnel"),
    path("kementerian/corong/<slug:slug>/", dashboard.stage, name="stage"),
    path("kementerian/statistik/", statistics.statistics, name="statistics"),
    path("kementerian/statistik/baru/", statistics.new, name="new_statistic"),
    path("kementerian/statistik/<int:pk>/", statistics.statistic, name="statistic"),
    path("kementerian/statistik/<int:pk>/koreksi/", statistics.correct, name="correct_statistic"),
    path("pangsa-ekspor/", share.share, name="share"),
    path("pangsa-ekspor/laporan/", share.issue_report, name="issue_report"),
    path("pangsa-ekspor/<slug:table>.<slug:file_format>", share.share_file, name="share_file"),
]
